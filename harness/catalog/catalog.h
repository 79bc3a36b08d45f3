// SPDX-License-Identifier: MIT
/*
 * The catalogue: DIR/cases/<class>/<slug>.c, and the fixes DIR/fixes/<class>/<slug>.<how>.c of
 * each.  Class, slug and how are lower-case letters, digits and hyphens; the programs of class
 * `benign` have nothing to fix.
 */
#ifndef HAZARD_CATALOG_H
#define HAZARD_CATALOG_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "case.h"
#include "header.h"
#include "problem.h"

enum { CATALOG_FILE_MAX = 1 << 20 }; /* bytes of a program file */

/* Of a malformed case, what could be read is set; id, class and slug always. */
struct catalog_case {
	struct testcase testcase;
	struct header *headers;   /* 1 + testcase.fix_count: of its own program, then of each fix */
	struct problems problems; /* with its files */
	bool malformed;           /* it has problems */
};

/*
 * struct catalog c = {0}; is empty and can be freed.  One that was read must not be moved: its
 * parts point to each other.
 */
struct catalog {
	struct arena arena;
	const char *root;
	struct catalog_case *cases; /* sorted by class, then slug, by byte value */
	size_t count;
	size_t malformed;         /* how many of them are */
	struct problems problems; /* with what is no case: strange files, fixes without a case */
};

/*
 * Reads the whole catalogue below `root`.  False: there is none, and diag() has said so.  A
 * malformed case is still one of the cases.  A fix has its broken twin's outputs and explorer's
 * needs.  catalog_free() in any case.
 */
bool catalog_read(struct catalog *c, const char *root);
void catalog_free(struct catalog *c);

/* The case of that id, or NULL. */
const struct catalog_case *catalog_find(const struct catalog *c, const char *id);

/* All ids in the catalogue's order, ended by NULL; in `a`. */
const char *const *catalog_ids(struct arena *a, const struct catalog *c);

/* The case's program `i`: its own for 0, then its fixes; NULL after the last. */
const struct program *catalog_program(const struct catalog_case *c, size_t i);

/* How many programs the case has. */
size_t catalog_programs(const struct catalog_case *c);

/* Whether s[0..len) is a class, slug or how. */
bool catalog_is_name(const char *s, size_t len);

#endif
