// SPDX-License-Identifier: MIT
/* What one run of one program under one detector showed: the judge's only evidence. */
#ifndef HAZARD_OBSERVATION_H
#define HAZARD_OBSERVATION_H

#include <stdbool.h>
#include <stdint.h>

#include "finding.h"
#include "kind.h"

struct search;

struct observation {
	bool valid;        /* the detector really ran: else `error` says what happened instead */
	const char *error; /* one sentence; NULL where valid */

	bool right;        /* the program ended by itself with right output and exit 0 */
	enum kind outcome; /* where not right: KIND_WRONG_RESULT … KIND_TOOL_ABORT */
	const char *
		evidence; /* of the outcome, one line: "exit 1, wrong: 12 hits lost"; NULL where right */

	struct findings
		findings; /* located and fingerprinted; duplicates (same fingerprint) removed */
	struct search
		*search; /* of the explorer, whose findings and outcomes are in there; else NULL */

	int64_t wall_ns, cpu_ns;
	int exit_code;         /* -1: ended by a signal */
	int signal;            /* 0: none */
	const char *out, *err; /* what it printed, head and tail, NUL-terminated; never NULL */
	size_t out_len, err_len;
};

#endif
