// SPDX-License-Identifier: MIT
/*
 * What was built, by content.  For each (source file, variant) the cache keeps a record of everything that went
 * into the last build: the compiler, the flags, the source and every header it included, each by its hash.  If all
 * is as it was, the program is there; if not, the cache says what changed.
 *
 * On disk:  DIR/record/<slot>  text, a fact a line      DIR/bin/<key>/<name>  the program
 * A record is written after its program and by rename, so a build that was cut off is simply not there.
 * Programs that no run has used for a week are removed by cache_prune.
 */
#ifndef HAZARD_CACHE_H
#define HAZARD_CACHE_H

#include <stdbool.h>
#include <stddef.h>

struct cache;

/* What goes into a build.  Borrowed for the call. */
struct cache_inputs {
	const char *source; /* path to open */
	const char *name;   /* the source's name in messages and in the slot's identity */
	const char *variant;
	const char *compiler;     /* absolute path */
	const char *const *flags; /* ended by NULL */
};

/* `dir` is made if needed.  NULL: it can't be (said).  Destroy takes NULL too. */
struct cache *cache_create(const char *dir);
void cache_destroy(struct cache *c);

/*
 * The program built from these inputs, if it is there: its path, borrowed until the cache is destroyed.  Else NULL, and
 * *why is one sentence part, borrowed likewise: "header queue.h changed".
 */
const char *cache_get(struct cache *c, const struct cache_inputs *in, const char **why);

/*
 * Takes over `program`, which was built from these inputs, together with make's dependency file `depfile` (as written by
 * -MD -MF).  Both files are moved or removed.  Returns the program's path as cache_get does, or NULL (said).
 */
const char *cache_put(
	struct cache *c, const struct cache_inputs *in, const char *program, const char *depfile);

/* An empty folder for things on their way into the cache, on the same file system; borrowed. */
const char *cache_temp_dir(struct cache *c);

/* Removes programs not used for `days`.  Returns how many. */
int cache_prune(struct cache *c, int days);

#endif
