// SPDX-License-Identifier: MIT
#include "report.h"

#include <stddef.h>
#include <string.h>

static const struct report_format formats[] = {
	{"term", "a table for people, with what to do about each case that did not pass", NULL,
		report_term},
	{"json", "everything, for other programs (schema: reports/results.schema.json)",
		"results.json", report_json},
	{"junit", "for CI servers: a suite a class, a test a detector on a program", "junit.xml",
		report_junit},
	{"csv", "the score card, for spreadsheets", "score.csv", report_csv},
	{NULL, NULL, NULL, NULL},
};

const struct report_format *
report_formats(void)
{
	return formats;
}

const struct report_format *
report_find(const char *name)
{
	for (const struct report_format *f = formats; f->name; f++) {
		if (strcmp(f->name, name) == 0) {
			return f;
		}
	}
	return NULL;
}
