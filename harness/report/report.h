// SPDX-License-Identifier: MIT
/* The report formats: one result, many writers.  A new one is a file and a row in report.c. */
#ifndef HAZARD_REPORT_H
#define HAZARD_REPORT_H

#include <stdbool.h>

struct buf;
struct result;

/* How to show it; zero is plain ASCII in 80 columns.  Only the terminal's table looks at them. */
struct report_options {
	bool color;
	bool utf8;      /* the terminal shows UTF-8 */
	int width;      /* columns; 0: 80 */
	bool intervals; /* rates with their 95 % intervals */
};

struct report_format {
	const char *name; /* "json", as in --format; NULL ends the table */
	const char *help; /* one line */
	const char *file; /* where it goes in the output folder; NULL: to stdout */
	/* Adds the whole report to `out`.  False: it said why by diag(). */
	bool (*write)(
		const struct result *result, struct buf *out, const struct report_options *options);
};

/* All of them, ended by one without a name. */
const struct report_format *report_formats(void);

/* The format of that name, or NULL. */
const struct report_format *report_find(const char *name);

bool report_term(
	const struct result *result, struct buf *out, const struct report_options *options);
bool report_json(
	const struct result *result, struct buf *out, const struct report_options *options);
bool report_csv(const struct result *result, struct buf *out, const struct report_options *options);
bool report_junit(
	const struct result *result, struct buf *out, const struct report_options *options);

#endif
