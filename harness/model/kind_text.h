// SPDX-License-Identifier: MIT
/*
 * What is said about each kind of finding, whatever the program: by rules, summaries, pages and `hazard explain`.  Each fact
 * stands here once.  Plain text, no markup but `backquotes` around code.
 */
#ifndef HAZARD_KIND_TEXT_H
#define HAZARD_KIND_TEXT_H

#include <stdbool.h>

#include "kind.h"

struct buf;

enum { KIND_TEXT_MOST = 4 };

struct kind_text {
	const char *title;   /* "Data race" */
	const char *thing;   /* "a data race" */
	const char *about;   /* what has happened; a sentence or two */
	const char *missing; /* between the sides; NULL: the kind has no such thing */
	const char *harm;    /* what can go wrong */
	const char *remedies[KIND_TEXT_MOST];  /* "what to do: what it costs"; NULL: no more */
	const char *silencers[KIND_TEXT_MOST]; /* "what is done: why it is no fix"; NULL: no more */
	bool tolerable; /* the report may be right and the program too, so that a suppression is no trick */
};

/* Static, never NULL, for every kind. */
const struct kind_text *kind_text(enum kind k);

/* How long the first part of "what to do: what it costs" is, without the colon. */
int kind_text_head(const char *sentence);

/* Adds the heads of all remedies as one sentence: "Do this; do that." */
void kind_text_remedies(const struct kind_text *text, struct buf *out);

/* "ThreadSanitizer", "Helgrind", "DRD", "plain run", "explorer". */
const char *detector_title(enum detector d);

#endif
