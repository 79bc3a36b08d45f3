// SPDX-License-Identifier: MIT
/*
 * A finding in words: what a person needs who has never read such a report.  Data only; explain/ makes it, report/ shows it.
 * Texts are plain, without escapes or markup; what is code in them stands in `backquotes`.
 */
#ifndef HAZARD_EXPLANATION_H
#define HAZARD_EXPLANATION_H

#include <stdbool.h>
#include <stddef.h>

#include "finding.h"

/*
 * One line of the report, as the tool printed it (without a log's prefixes and colours; an XML element as the lines
 * that Valgrind prints for it), and what it means; lines of one stanza follow each other.
 */
struct explained_line {
	const char *text;
	const char *note; /* beside the first line of a stanza; NULL: none */
	int side;         /* 1..: the line belongs to this side (accesses[side - 1]); 0: to none */
};

/* Source around one line. */
struct explained_source {
	const char *file; /* as to be shown */
	int first;        /* number of lines[0] */
	const char **lines;
	size_t line_count;
	int focus; /* the line that matters */
	const char *
		warning; /* the file on disk isn't the source of the report, or why it can't be shown; NULL: none */
};

/* One side of it: who does what, where. */
struct explained_side {
	const char *words; /* "T2 writes `hits` (8 bytes) in `serve`" */
	const char *
		locks; /* "holds no lock"; "holds `m` (locked at a.c:12)"; NULL: the tool doesn't say */
	const struct frame *
		site; /* the frame to look at: the innermost in the program's own code; NULL: none known */
	struct explained_source source; /* file NULL: not found */
};

enum certainty { CERTAINTY_NONE, CERTAINTY_LIKELY, CERTAINTY_SURE };

struct explanation {
	const struct finding *finding; /* borrowed */
	int count;                     /* how often it was reported */
	const char *title; /* "Data race on `hits`: a write and a read that nothing orders" */
	const char *what;  /* one or two sentences: what happened, by whom */
	const char
		*missing; /* what is missing between the sides; NULL: the kind has no such thing */
	const char *harm; /* what can go wrong */
	struct explained_line *lines;
	size_t line_count;
	struct explained_side *sides;
	size_t side_count;
	int front
		[2]; /* the sides to show where there is room for two: indices; -1: there are fewer */
	const char *
		pattern; /* what it looks like, in a few words: "a lock on one side only"; NULL: like nothing in particular */
	const char *class; /* the likely class of the catalogue: "data-race"; NULL: not sure */
	const char *candidates[2]; /* where it is not sure: between these; else NULLs */
	enum certainty certainty;
	const char *
		class_reason; /* a sentence, also where it is not sure: what speaks for it, or what would decide */
	const char **
		remedies; /* the usual ones, the likeliest first, each "what to do: what it costs" */
	size_t remedy_count;
	const char **
		silencers; /* what makes the report go away and not the bug, each "what is done: why it is no fix" */
	size_t silencer_count;
	const char **cases; /* ids of the catalogue's cases to read, the nearest first */
	size_t case_count;
	const char *next;     /* the command that proves a fix */
	const char *next_why; /* what that command proves, and what it doesn't; a sentence */
};

/* Of a whole input: what to read first. */
struct explanations {
	struct explanation *items; /* the one to begin with first */
	size_t count;
	int reports; /* that were in the input, duplicates and all */
	int cut;     /* of them incomplete */
	const char *
		first_reason; /* why the first is the one to begin with; NULL where there is only one */
	const char **
		notes; /* about the input: "3 reports are cut off", "no symbolizer: frames have no names" … */
	size_t note_count;
};

#endif
