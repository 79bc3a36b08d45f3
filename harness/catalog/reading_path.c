// SPDX-License-Identifier: MIT
#include "reading_path.h"

#include <string.h>

#include "arena.h"
#include "buf.h"
#include "catalog.h"
#include "fs.h"
#include "problem.h"
#include "text.h"

enum { MOST_BYTES = 1 << 16 };

struct reader {
	struct arena *a;
	const struct catalog *catalog;
	struct problems *problems;
	struct reading_paths paths;
	int line;
};

#define WRONG(r, ...) problems_add((r)->problems, READING_PATH_FILE, (r)->line, __VA_ARGS__)

static void
add_id(struct reader *r, struct reading_path *path, const char *id)
{
	for (size_t i = 0; i < path->count; i++) {
		if (strcmp(path->ids[i], id) == 0) {
			WRONG(r, "%.80s is here twice; keep one", id);
			return;
		}
	}
	if (!catalog_find(r->catalog, id)) {
		const char *near = text_nearest(id, catalog_ids(r->a, r->catalog));
		WRONG(r, "no case `%.80s`; %s%s%s", id,
			near ? "did you mean `" : "write its id, class/slug", near ? near : "",
			near ? "`?" : "");
	}
	*ARENA_PUSH(r->a, path->ids, path->count) = id;
}

static void
read_line(struct reader *r, char *line)
{
	static const char blanks[] = " \t";
	line += strspn(line, blanks);
	if (!*line || *line == '#') {
		return;
	}
	char *colon = strchr(line, ':');
	if (!colon || !catalog_is_name(line, (size_t)(colon - line))) {
		WRONG(r, "not a path; a line is `name: id id id`, or begins with #");
		return;
	}
	*colon = '\0';
	if (reading_path_find(&r->paths, line)) {
		WRONG(r, "path `%.40s` is here twice; join them", line);
		return;
	}
	struct reading_path path = {.name = line, .line = r->line};
	char *rest = colon + 1, *id;
	while ((id = strsep(&rest, blanks))) {
		if (*id) {
			add_id(r, &path, id);
		}
	}
	if (!path.count) {
		WRONG(r, "path `%.40s` leads nowhere; name its cases behind the colon", path.name);
	}
	*ARENA_PUSH(r->a, r->paths.items, r->paths.count) = path;
}

struct reading_paths
reading_path_read(struct arena *a, const struct catalog *c, struct problems *problems)
{
	struct reader r = {.a = a, .catalog = c, .problems = problems};
	const char *path = fs_join(a, c->root, READING_PATH_FILE);
	struct buf text = {0};
	if (!fs_exists(path)) {
		return r.paths;
	}
	if (!fs_read(path, MOST_BYTES, &text)) {
		problems_add(problems, READING_PATH_FILE, 0, "can't be read");
		return r.paths;
	}
	if (memchr(buf_str(&text), '\0', text.len)) {
		problems_add(problems, READING_PATH_FILE, 0, "a NUL byte is in it; remove it");
	}
	char *rest = arena_strndup(a, buf_str(&text), text.len), *line;
	while ((line = strsep(&rest, "\n"))) {
		r.line++;
		read_line(&r, line);
	}
	buf_free(&text);
	return r.paths;
}

const struct reading_path *
reading_path_find(const struct reading_paths *paths, const char *name)
{
	for (size_t i = 0; i < paths->count; i++) {
		if (strcmp(paths->items[i].name, name) == 0) {
			return &paths->items[i];
		}
	}
	return NULL;
}

const char *const *
reading_path_names(struct arena *a, const struct reading_paths *paths)
{
	const char **names = arena_alloc(a, paths->count + 1, sizeof *names);
	for (size_t i = 0; i < paths->count; i++) {
		names[i] = paths->items[i].name;
	}
	return names;
}
