// SPDX-License-Identifier: MIT
/* What the program writes to stdout and stderr in one schedule, without a system call where it needs none. */
#ifndef HAZARD_SHIM_OUTPUT_H
#define HAZARD_SHIM_OUTPUT_H

#include <stdbool.h>
#include <stdint.h>

#include "proto.h"

/* Valid in the explorer after a schedule, until the next. */
struct capture {
	uint64_t hash;          /* of all of stdout */
	uint32_t length;        /* of stdout */
	char text[PROTO_TEXT];  /* its begin, 0-terminated */
	char wrong[PROTO_LINE]; /* the first line of stderr that begins with "wrong: "; or empty */
	char said[PROTO_LINE];  /* the last line of stderr */
};

/* Takes stdout and stderr over; with `keep` they go on to where they went.  False: no memory. */
bool output_setup(bool keep);

/* Before a schedule, in the explorer; at its end, in the process it ran in. */
void output_begin(void);
void output_finish(void);

const struct capture *output_result(void);

/* Moves a descriptor up to where the program doesn't look; the lowest of those. */
int output_hide(int fd);
int output_hidden(void);

#endif
