// SPDX-License-Identifier: MIT
/* Inside tsan.c, tsan_report.c and tsan_abort.c: what is known in the middle of a log. */
#ifndef HAZARD_TSAN_STATE_H
#define HAZARD_TSAN_STATE_H

#include "span.h"
#include "tsan.h"
#include "tsan_line.h"
#include "vec.h"

/* Where the frames of the stack being read belong. */
enum tsan_into { INTO_NOTHING, INTO_BARE, INTO_ACCESS, INTO_LOCATION, INTO_THREAD, INTO_LOCK };

enum { KEEP_SLOTS = 512, MOST_FRAMES = 4096 };

struct tsan_state {
	struct arena *arena;
	struct tsan_log *log;
	enum { OUTSIDE, IN_REPORT, IN_CRASH } where;

	/* of the report */
	struct finding finding;
	const char *start;   /* of its text */
	size_t prefix;       /* bytes before every line */
	enum tsan_into into; /* of the frames that come */
	struct span bare;    /* heading of a bare stack ("and:"); may be empty */
	VEC(struct access) accesses;
	VEC(struct birth) threads;
	VEC(struct birth) locks;

	const char *crash; /* what happened; set IN_CRASH */

	VEC(struct frame) frames;     /* of the open stack */
	VEC(struct finding) findings; /* whole ones */
	struct span kept[KEEP_SLOTS]; /* strings that are in the arena already, by a weak hash */
};

/* A copy in the arena, the same one for the same text most of the time; NULL for an empty one. */
const char *tsan_keep(struct tsan_state *s, struct span t);

/* Adds one frame to the open stack; and takes that stack (empty afterwards). */
void tsan_add_frame(struct tsan_state *s, const struct tsan_frame *f);
struct stack tsan_take_stack(struct tsan_state *s);

/* A frame's line (trimmed) inside a report; false: it is none. */
bool tsan_report_frame(struct tsan_state *s, struct span line);

/* One line inside a report (untrimmed, without the report's prefix). */
void tsan_report_line(struct tsan_state *s, struct span line);

/* The open stack is complete: goes to where its heading said. */
void tsan_close_stack(struct tsan_state *s);

/* Whether the first side has a frame. */
bool tsan_report_has_side(const struct tsan_state *s);

/*
 * A line outside of reports: true where the run-time says there that it gives up or that the
 * program crashed (then IN_CRASH; its stack follows).
 */
bool tsan_abort_line(struct tsan_state *s, struct span line);

/* Whether the line could be one, so that a report being read ends here.  Cheap. */
bool tsan_abort_begins(struct span line);

/* A crash's stack is complete: whose crash it was. */
void tsan_crash_end(struct tsan_state *s);

#endif
