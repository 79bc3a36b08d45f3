// SPDX-License-Identifier: MIT
/* Reports that were explained, for people and for programs.  A new format is a file and a row in explained.c. */
#ifndef HAZARD_EXPLAINED_H
#define HAZARD_EXPLAINED_H

#include <stdbool.h>

#include "report.h"

struct buf;
struct explanation;
struct explanations;

struct explained_options {
	struct report_options report; /* colour, characters, width */
	bool all; /* every cause in full; else the first, and a line for each of the others */
	const char *hazard_version; /* of the formats that name the tool */
	const char *
		root; /* paths below it are shown relative to it, where a format wants that; NULL: as they are */
};

struct explained_format {
	const char *name; /* "md"; NULL ends the table */
	const char *help; /* one line */
	void (*write)(const struct explanations *e, struct buf *out,
		const struct explained_options *options);
};

/* All of them, ended by one without a name; the first is the default. */
const struct explained_format *explained_formats(void);

/* The format of that name, or NULL. */
const struct explained_format *explained_find(const char *name);

void explained_term(
	const struct explanations *e, struct buf *out, const struct explained_options *options);
void explained_markdown(
	const struct explanations *e, struct buf *out, const struct explained_options *options);
void explained_json(
	const struct explanations *e, struct buf *out, const struct explained_options *options);
void explained_html(
	const struct explanations *e, struct buf *out, const struct explained_options *options);

/* Shared words.  "data-race", "data-race or ordering", "no class of the catalogue"; added to `out`. */
void explained_class(struct buf *out, const struct explanation *e);

#endif
