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
	const char *
		env; /* where this environment variable names a file, it is added to that instead; NULL: none */
	/* Adds the whole report to `out`.  False: it said why by diag().  NULL: it is more than one file, see book.h. */
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
bool report_sarif(
	const struct result *result, struct buf *out, const struct report_options *options);
bool report_github(
	const struct result *result, struct buf *out, const struct report_options *options);
bool report_summary(
	const struct result *result, struct buf *out, const struct report_options *options);
bool report_gitlab(
	const struct result *result, struct buf *out, const struct report_options *options);
bool report_tap(const struct result *result, struct buf *out, const struct report_options *options);

#endif
