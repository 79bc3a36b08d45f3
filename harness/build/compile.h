// SPDX-License-Identifier: MIT
/* Builds programs as their variants say, all at once, or finds them in the cache. */
#ifndef HAZARD_COMPILE_H
#define HAZARD_COMPILE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct cache;
struct pool;
struct variant;

enum compile_state {
	COMPILE_WAITING, /* not decided: the build was interrupted */
	COMPILE_CACHED,  /* was there */
	COMPILE_BUILT,
	COMPILE_NO_COMPILER, /* the variant's compiler is not in $PATH */
	COMPILE_FAILED, /* the compiler said no, crashed or took too long; or the result can't be kept */
};

/* One source file in one variant. */
struct compile_item {
	const char *source; /* absolute path */
	const char *
		root; /* absolute path of the folder that names in debug information are relative to */
	const struct variant *variant;
	/* set by compile_all */
	enum compile_state state;
	const char
		*program; /* the executable; NULL unless CACHED or BUILT; borrowed from the cache */
	const char *why;  /* why it had to be built; NULL where it was cached */
	const char *log; /* what the compiler said where it FAILED; never NULL then; in the arena */
};

struct compile_options {
	void (*progress)(void *user, size_t done, size_t total); /* after each item; may be NULL */
	void *user;
};

/*
 * Looks up every item, builds what is missing with as many compilers at once as the pool runs children.  The pool
 * must be idle; it is idle again on return.  False: interrupted; items then WAITING were not decided.
 */
bool compile_all(struct cache *cache, struct pool *pool, struct arena *a,
	struct compile_item *items, size_t count, const struct compile_options *options);

#endif
