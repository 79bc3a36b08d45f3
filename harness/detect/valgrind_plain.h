// SPDX-License-Identifier: MIT
/*
 * The plain text of Helgrind and DRD (helgrind/hg_errors.c and hg_addrdescr.c, drd/drd_error.c and drd_thread.c,
 * coregrind/m_execontext.c in Valgrind's source), line by line and error by error.
 */
#ifndef HAZARD_VALGRIND_PLAIN_H
#define HAZARD_VALGRIND_PLAIN_H

#include "finding.h"
#include "span.h"

struct arena;

/* Takes what stands before a line's text off: "==12== " or, with --time-stamp=yes, "==00:00:00:01.234 12== ". */
struct valgrind_mark {
	size_t start; /* where in the line the mark begins: after a prefix, or what was glued before it */
	int pid;
	struct span text; /* behind the mark and its one blank */
};

/* False: no line of Valgrind's. */
bool valgrind_plain_mark(struct span line, struct valgrind_mark *out);

/* What a line means where errors begin and end. */
enum valgrind_line {
	VALGRIND_LINE_BLANK,
	VALGRIND_LINE_FRAME,        /* "   at 0x…", "   by 0x…" */
	VALGRIND_LINE_DASHES,       /* before each of Helgrind's errors and announcements */
	VALGRIND_LINE_BANNER,       /* "Helgrind, a thread error detector" */
	VALGRIND_LINE_THREAD,       /* "Thread 2:", DRD's announcement of who is meant next */
	VALGRIND_LINE_ANNOUNCEMENT, /* "Thread #2 was created" */
	VALGRIND_LINE_ERROR,        /* the sentence with which an error begins */
	VALGRIND_LINE_PREFACE, /* what stands before that sentence, and also behind it: "Lock at 0x…" */
	VALGRIND_LINE_MORE, /* what can only go on with an error */
	VALGRIND_LINE_END,  /* what is never of an error: "ERROR SUMMARY: …" */
	VALGRIND_LINE_OTHER,
};

/* Of the text behind the mark.  *number: the thread's, of the two that have one. */
enum valgrind_line valgrind_plain_line(struct span text, size_t *number);

/* Of a banner: true where the tool is one of ours, in *d; else *other is its name. */
bool valgrind_plain_banner(struct span text, enum detector *d, struct span *other);

/* Whose error begins with this sentence, as far as that alone tells; false: it doesn't. */
bool valgrind_plain_detector(struct span text, enum detector *d);

/* A frame without what is glued behind it: up to "(a.c:3)" or "(in /usr/lib/x.so)". */
struct span valgrind_plain_frame(struct span text);

/* Whether the line (text behind the mark) must have gone on: a frame without its end. */
bool valgrind_plain_unfinished(struct span text);

/* An error's lines, each with its mark. */
struct valgrind_plain {
	enum detector detector;
	int pid;
	size_t thread; /* DRD's, as announced before; 0: not */
	struct span lines;
	const struct valgrind_birth
		*births; /* of threads; of several with one number the last counts */
	size_t birth_count;
};

/* Where a thread was created: the lines of its stack, each with its mark. */
struct valgrind_birth {
	size_t number;
	struct span lines;
};

/*
 * The same finding as valgrind.h makes of the XML, with what only the text has: the locks held, the names of locks,
 * and the fourth stack of a lock order.  False: there is no error in it.
 */
bool valgrind_plain_parse(
	const struct valgrind_plain *error, struct arena *arena, struct finding *out);

#endif
