// SPDX-License-Identifier: MIT
/*
 * The lines of a report, and what each stanza of them means.  ThreadSanitizer's are described in
 * compiler-rt/lib/tsan/rtl/tsan_report.cpp, Valgrind's in helgrind/hg_errors.c and drd/drd_error.c.
 */
#ifndef HAZARD_STANZA_H
#define HAZARD_STANZA_H

#include <stddef.h>

#include "explanation.h"

struct arena;

/* A list of lines that grows. */
struct stanzas {
	struct arena *arena;
	const struct finding *finding;
	struct explained_line *lines;
	size_t count, room;
	int side; /* of the stanza that is being read; 0: none */
	int told; /* notes so far that are said once only; bits of enum stanza_told */
};

enum stanza_told {
	TOLD_FRAMES = 1,
	TOLD_THREADS = 2,
	TOLD_OTHER_SEGMENT = 4,
	TOLD_WHAT = 8,
	TOLD_LOCATION = 16
};

/* The lines of the finding's text, with their notes, in `a`; none where it has no text. */
void stanza_lines(
	struct arena *a, const struct finding *f, struct explained_line **lines, size_t *count);

/* One more line; the text and the note (NULL: none) are kept as they are. */
struct explained_line *stanza_add(struct stanzas *s, const char *text, const char *note);

/* Each line by its tool; `text` is as it is to be shown. */
void stanza_tsan(struct stanzas *s, const char *text);
void stanza_valgrind(struct stanzas *s, const char *text);

/* The lines that Valgrind prints for the XML element, each without its newline, one after the other to stanza_valgrind(). */
void stanza_element(struct stanzas *s, const char *xml, size_t len);

/* What a side does, as a noun: "a write", "a free", also where the tool calls a free a write; in the arena or static. */
const char *stanza_op(struct arena *a, const struct access *side);

/* The notes of DRD's other segments, whose ends often have no stack. */
void stanza_segments(struct stanzas *s);

/* "`serve` (hits.c:10)" of a stack's site; in the arena; NULL: none. */
const char *stanza_site(struct arena *a, const struct stack *stack);

/* "#2" as "thread #2"; others as they are; "a thread" where not known. */
const char *stanza_thread(struct arena *a, const char *name);

#endif
