// SPDX-License-Identifier: MIT
/*
 * Findings in words: what happened, what is missing, what it is likely to be an example of, and what to do.  Pure: the
 * source is handed in, nothing is read here.
 */
#ifndef HAZARD_EXPLAIN_H
#define HAZARD_EXPLAIN_H

#include <stddef.h>

#include "explanation.h"
#include "finding.h"

struct arena;
struct testcase;

/* A file that frames name, as far as the caller could find it.  All borrowed as long as the explanation lives. */
struct explain_file {
	const char *name;  /* as frames have it */
	const char *shown; /* as to be shown; NULL: as `name` */
	const char *text;  /* NULL: not found; then `warning` may say why */
	size_t len;
	const char *
		warning; /* it may not be the source of the report; NULL: nothing speaks against it */
};

struct explain_request {
	const struct explain_file *files;
	size_t file_count;
	const struct testcase *const
		*cases; /* of the catalogue: to read, and to know its own programs by; borrowed */
	size_t case_count;
	const int *counts; /* how often each finding was reported; NULL: once each */
};

/* Explains each cause once (findings of the same kind at the same places are one), the one to begin with first.  All in `a`. */
struct explanations explain_findings(
	struct arena *a, const struct findings *findings, const struct explain_request *r);

/* The files of which explain_findings() would like to have the text: no name twice, ended by NULL. */
const char **explain_files(struct arena *a, const struct findings *findings);

#endif
