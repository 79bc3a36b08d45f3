// SPDX-License-Identifier: MIT
/* The book of a run: gathers what the result doesn't hold, and writes the pages. */
#ifndef HAZARD_BOOK_OUTPUT_H
#define HAZARD_BOOK_OUTPUT_H

#include <stdbool.h>

struct arena;
struct catalog;
struct result;

/*
 * Writes FOLDER/index.html and the rest below FOLDER/book.  `catalog` is what the result's cases are of.  `beside`: the folder is the
 * one that the run's schedules are in.  The result's findings get their explanations, which live in `a`.  False: some page could not be
 * written (said).
 */
bool book_output(struct arena *a, const struct catalog *catalog, const struct result *result,
	const char *folder, bool beside);

#endif
