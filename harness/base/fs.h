// SPDX-License-Identifier: MIT
/* Files, whole.  Functions that return false have already said why by diag(). */
#ifndef HAZARD_FS_H
#define HAZARD_FS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;

/*
 * Adds the whole file to `out`.  False: unreadable, not a regular file, or larger than `max` bytes
 * (0: no limit).  `out` is unchanged then.
 */
bool fs_read(const char *path, size_t max, struct buf *out);

/*
 * Writes the file as a whole or not at all: a temporary file in the same folder, fsync, rename.  A path that
 * exists and is not a regular file (a terminal, a pipe, /dev/full) is written directly.  False: nothing was replaced.
 */
bool fs_write(const char *path, const void *data, size_t len);

/* Makes the folder and those above it; existing ones are fine. */
bool fs_make_dirs(const char *path);

/* Removes a file or a folder with all in it, following no link; missing is fine. */
bool fs_remove(const char *path);

/* A new, empty folder `DIR/prefixXXXXXX`; its path in `a`, or NULL. */
char *fs_temp_dir(struct arena *a, const char *dir, const char *prefix);

bool fs_exists(const char *path);
bool fs_is_dir(const char *path);

/* The names in a folder, but for . and .., sorted by byte value; in `a`, ended by NULL; or NULL where it can't be read. */
const char **fs_list(struct arena *a, const char *path);

/* "a/b" of "a" and "b"; in `arena`. */
char *fs_join(struct arena *arena, const char *a, const char *b);

/* The part after the last slash; borrowed from `path`. */
const char *fs_base(const char *path);

/*
 * The absolute path of a program, searched in $PATH as execvp() does (a name with a slash is taken as it is);
 * in `a`, or NULL where there is none that can be executed.
 */
char *fs_program(struct arena *a, const char *name);

/* $XDG_CACHE_HOME/hazard, else $HOME/.cache/hazard, else a folder of this user in /tmp; in `a`.  Not made yet. */
char *fs_cache_dir(struct arena *a);

/* This executable's own absolute path; in `a`, or NULL. */
char *fs_self(struct arena *a);

#endif
