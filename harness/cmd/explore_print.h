// SPDX-License-Identifier: MIT
/* What `hazard explore` and `hazard replay` say: to a person, and as JSON. */
#ifndef HAZARD_EXPLORE_PRINT_H
#define HAZARD_EXPLORE_PRINT_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct explore_failure;
struct explore_report;
struct program;
struct source_lines;
struct symbols;

struct explore_print {
	const char *name;              /* of what was explored */
	const struct program *program; /* of the catalogue; NULL: a command */
	const char **files;            /* the .sched file of each failure, NULL: none */
	struct source_lines *source;
	int width;
	bool color, utf8;
	bool whole; /* fold no steps */
};

/* One failure: its explanation and its columns. */
void explore_print_failure(struct buf *out, const struct symbols *s,
	const struct explore_failure *f, const struct explore_print *how);

/* The whole report. */
void explore_print_term(
	struct buf *out, const struct explore_report *report, const struct explore_print *how);
void explore_print_json(
	struct buf *out, const struct explore_report *report, const struct explore_print *how);

/* "FAIL", "PASS", "UNKNOWN". */
const char *explore_print_verdict(const struct explore_report *report);

#endif
