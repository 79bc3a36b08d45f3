// SPDX-License-Identifier: MIT
#include "report.h"

#include <stddef.h>
#include <string.h>

static const struct report_format formats[] = {
	{"term", "a table for people, with what to do about each case that did not pass",
		.write = report_term},
	{"json", "everything, for other programs (schema: reports/results.schema.json)",
		"results.json", .write = report_json},
	{"junit", "for CI servers: a suite a class, a test a detector on a program", "junit.xml",
		.write = report_junit},
	{"html", "the book: pages that explain each case (FILE: a folder)", "index.html"},
	{"sarif", "for code scanning: each finding with both sides (SARIF 2.1.0)", "results.sarif",
		.write = report_sarif},
	{"github", "annotations for GitHub Actions, on stdout", .write = report_github},
	{"summary", "Markdown; added to $GITHUB_STEP_SUMMARY where that is set", "summary.md",
		"GITHUB_STEP_SUMMARY", report_summary},
	{"gitlab", "GitLab's code quality report", "gl-code-quality-report.json",
		.write = report_gitlab},
	{"tap", "TAP 14: a test point a detector on a program", "results.tap", .write = report_tap},
	{"csv", "the score card, for spreadsheets", "score.csv", .write = report_csv},
	{0},
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
