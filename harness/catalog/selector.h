// SPDX-License-Identifier: MIT
/*
 * Which cases: `deadlock` (a class), `deadlock/lock-order` (an id), `lock-order` (a slug, where
 * only one class has it), `queue/?*` (a glob, of ids, or of slugs where it has no slash),
 * `level:1-2`, `cwe:366`, `topic:T3`.
 */
#ifndef HAZARD_SELECTOR_H
#define HAZARD_SELECTOR_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct catalog;
struct catalog_case;

struct selection {
	const struct catalog_case **cases; /* in the catalogue's order, each once */
	size_t count;
};

/*
 * The union of `count` selectors; all cases where `count` is 0.  False: one of them selects nothing
 * or is none; *error says which and what to do.  Both in `a`.
 */
bool selector_select(struct arena *a, const struct catalog *c, const char *const *selectors,
	size_t count, struct selection *out, const char **error);

#endif
