// SPDX-License-Identifier: MIT
/*
 * cases/PATHS: orders in which to read the catalogue.  A line is `name: id id id`, an empty one, or
 * begins with #.
 */
#ifndef HAZARD_READING_PATH_H
#define HAZARD_READING_PATH_H

#include <stddef.h>

struct arena;
struct catalog;
struct problems;

#define READING_PATH_FILE "cases/PATHS"

struct reading_path {
	const char *name;
	const char **ids; /* as written; they need not exist */
	size_t count;
	int line;
};

struct reading_paths {
	struct reading_path *items;
	size_t count;
};

/* Reads the catalogue's file, in `a`; none at all where there is no such file.  Mistakes go to
 * `problems`. */
struct reading_paths reading_path_read(
	struct arena *a, const struct catalog *c, struct problems *problems);

/* The path of that name, or NULL. */
const struct reading_path *reading_path_find(const struct reading_paths *paths, const char *name);

/* All names, ended by NULL; in `a`. */
const char *const *reading_path_names(struct arena *a, const struct reading_paths *paths);

#endif
