// SPDX-License-Identifier: MIT
/*
 * The line at the bottom of the terminal while runs go on; it clears itself.  Nothing is written
 * where `fd` is no terminal.  Whoever prints something else meanwhile calls progress_clear() first.
 */
#ifndef HAZARD_PROGRESS_H
#define HAZARD_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "buf.h"
#include "report.h"

struct progress {
	int fd;
	bool active;                   /* it is a terminal that understands escape sequences */
	bool shown;                    /* the line is on the screen now */
	struct report_options options; /* width 0: asks the terminal each time */
	int64_t started, drawn;        /* ns, as given */
	struct buf line;
};

/* `now`: monotonic, ns.  Not active where fd is no terminal or TERM is "dumb" or not set. */
void progress_begin(struct progress *p, int fd, const struct report_options *options, int64_t now);

/* Redraws at most ten times a second.  `current` is borrowed for the call; NULL: nothing to name.
 */
void progress_update(
	struct progress *p, int done, int total, int failing, const char *current, int64_t now);

/* Takes the line off the screen, until the next update. */
void progress_clear(struct progress *p);

/* The same, for good; gives the memory back. */
void progress_end(struct progress *p);

/* The line itself, at most `options->width` columns, without any cursor movement; for
 * progress_update() and tests. */
void progress_line(struct buf *out, const struct report_options *options, int done, int total,
	int failing, const char *current, int64_t elapsed);

#endif
