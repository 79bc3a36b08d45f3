// SPDX-License-Identifier: MIT
/* Which frame of a stack to look at, and what stands above it. */
#ifndef HAZARD_SITE_H
#define HAZARD_SITE_H

#include <stdbool.h>
#include <stddef.h>

#include "finding.h"

struct arena;

/*
 * The innermost frame in the program's own code: one with a file and line that is neither of a tool's run-time nor of the
 * C library; else one with a function of the program; NULL: none.
 */
const struct frame *site_of(const struct stack *s);

/* The same for a side; the place that finding_locate found comes first. */
const struct frame *site_of_access(const struct access *a);

/* Its index in the stack, or -1. */
int site_index(const struct stack *s, const struct frame *site);

/* The function's name without a symbol's version and a wrapper's prefix ("pthread_join@@GLIBC_2.34"); in `a`, or NULL. */
const char *site_function(struct arena *a, const struct frame *f);

/*
 * The library's function that the program called there: the outermost frame of the library above the site ("free",
 * "pthread_mutex_lock"); NULL: the program's own statement.
 */
const char *site_call(struct arena *a, const struct access *side);

/* "hits.c:10"; "hits.c", where the line is not known; in `a`; NULL: no file. */
const char *site_place(struct arena *a, const struct frame *f);

#endif
