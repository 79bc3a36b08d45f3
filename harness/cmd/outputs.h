// SPDX-License-Identifier: MIT
/* Where a command's reports go: --format NAME[=FILE] and --out DIR.  A zeroed one has none yet. */
#ifndef HAZARD_OUTPUTS_H
#define HAZARD_OUTPUTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct arena;
struct catalog;
struct report_format;
struct report_options;
struct result;

enum { OUTPUTS_MAX = 16 };

struct outputs {
	struct output {
		const struct report_format *format;
		const char *
			file; /* NULL: the format's own, in the folder; "-": stdout; of html: another folder */
	} items[OUTPUTS_MAX];
	size_t count;
	const char *folder; /* for those without a file of their own; set before outputs_check */
	const struct catalog
		*catalog; /* what the cases are of, for html; NULL: there is no html here */
};

/* Prints what --format takes, for --help. */
void outputs_help(FILE *out);

/* One --format value, borrowed.  False: no such format (said). */
bool outputs_take(struct outputs *o, struct arena *a, const char *value);

/* json, junit, term and (where it can be) html, where nothing was taken. */
void outputs_default(struct outputs *o, struct arena *a);

/* Whether all could be written if the run ended now (else said): to know before, not after, a run of minutes. */
bool outputs_check(const struct outputs *o, struct arena *a);

/* Writes each, whole or not at all.  False: some could not be (said); the others are. */
bool outputs_write(const struct outputs *o, struct arena *a, const struct result *result,
	const struct report_options *how);

#endif
