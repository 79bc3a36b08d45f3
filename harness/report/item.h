// SPDX-License-Identifier: MIT
/*
 * What a machine format reports, one by one: each finding, and each verdict that no finding stands for.  SARIF,
 * annotations and code quality are written from these, whether they come from a run or from reports that were explained.
 */
#ifndef HAZARD_ITEM_H
#define HAZARD_ITEM_H

#include <stdbool.h>
#include <stddef.h>

#include "finding.h"
#include "kind.h"
#include "kind_text.h"

struct arena;
struct explanation;
struct explanations;
struct program;
struct result;
struct tool_version;

enum item_level { ITEM_NOTE, ITEM_WARNING, ITEM_ERROR, ITEM_LEVELS };

/* Texts are one line, well-formed UTF-8, at most ITEM_MESSAGE bytes, without control characters: those are shown as \xHH. */
struct item {
	enum item_level level;
	enum detector detector;
	enum kind kind;
	const char
		*rule; /* "race"; of a verdict "not-as-stated", "malformed-case", "tool-failed" */
	bool broke;    /* the tool or the build failed: nothing was found, nothing can be said */
	const char *message; /* a sentence or two: `says`, `joint`, `other` and `where` together */
	const char *says;    /* what it is, and the side at `file`:`line` */
	const char *joint;   /* between that and the other side; "" without one */
	const char *other;   /* the other side; NULL: there is none */
	const char *where;   /* "data-race/lost-update, fix mutex"; NULL: no catalogue */
	const char *
		stated; /* the line of the header that says that it is there: no failure; NULL: none does */

	const struct finding *finding; /* NULL: a verdict, or an outcome of a run */
	int side,
		other_side; /* of the finding: the one to show first, and its counterpart; -1: there is none */
	const char *
		file; /* relative to the root where it is below that; never NULL, at most ITEM_PATH bytes */
	int line, column; /* of `side`; column 0: not known */
	char id[FINGERPRINT_LEN]; /* "1:…": the same for the same bug, from run to run and from edit to edit */

	const struct program *program;         /* of the catalogue; else NULL */
	const struct explanation *explanation; /* of an explained report; else NULL */
};

enum { ITEM_MESSAGE = 2000, ITEM_PATH = 1024 };

struct items {
	struct item *items; /* errors first, then warnings, then what is as stated */
	size_t count;
	const char *hazard_version;
	const char *root;    /* paths below it are shown without it; NULL: all as they are */
	const char *started; /* ISO 8601, UTC; NULL: not known */
	const char *partial; /* "interrupted": there may be more; NULL: that is all */
	bool analysed
		[DET_COUNT]; /* this detector looked at something: silence of the others says nothing */
	const struct tool_version *tools;
	size_t tool_count;
};

/* Of a run: everything lives in `a` or is the result's. */
struct items items_of_result(struct arena *a, const struct result *r);

/* Of explained reports; `root` is the folder that the paths are shown relative to. */
struct items items_of_explanations(struct arena *a, const struct explanations *e,
	const char *hazard_version, const char *root);

/* The rules that items name: a kind's, "not-as-stated", "malformed-case", "tool-failed"; static. */
const struct kind_text *item_rule_text(const char *rule);

/* The innermost frame of that side in the program's own code, else the first with a place, but for glibc's; NULL: none. */
const struct frame *item_frame(const struct item *item, size_t side);

/* A frame's file as it is to be written: relative to the root where it is below that; in `a`. */
const char *item_path(
	struct arena *a, const struct items *items, const struct item *item, const char *file);

/* Whether a path from item_path() is one below the root, and not one of a library. */
bool item_is_local(const char *path);

/* That line of a file of the item's own program, without its newline; NULL: the text is not at hand. */
const char *item_source_line(const struct item *item, const char *file, int line, size_t *len);

/* A side in words, with its place: "write of 8 bytes by T1 at hits.c:10 in serve"; in `a`. */
const char *item_side_words(
	struct arena *a, const struct items *items, const struct item *item, size_t side);

/* The order in which to tell the sides: one that doesn't contradict the report.  `order` has room for all of them. */
void item_order(const struct finding *f, size_t *order);

/* Text made safe as above, cut to `max` bytes; in `a`.  NULL gives "". */
const char *item_text(struct arena *a, const char *text, size_t max);

#endif
