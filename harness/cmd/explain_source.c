// SPDX-License-Identifier: MIT
#include "explain_source.h"

#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include "arena.h"
#include "buf.h"
#include "cmd.h"
#include "diag.h"
#include "fs.h"
#include "pool.h"
#include "text.h"

enum { MOST_BYTES = 8 << 20, MOST_STEPS = 12 };

bool
explain_places_map(struct explain_places *p, const char *value)
{
	const char *equals = strchr(value, '=');
	if (!equals || equals == value) {
		diag("--map: `%s` is not FROM=TO", value);
		return false;
	}
	if (p->map_count == EXPLAIN_MAPS) {
		diag("--map: more than %d of them", EXPLAIN_MAPS);
		return false;
	}
	p->maps[p->map_count].from = value;
	p->maps[p->map_count++].to = equals + 1;
	return true;
}

/* Where the path is on this machine by the first map that fits; else as it is. */
static const char *
mapped(const struct explain_places *p, struct arena *a, const char *path)
{
	for (size_t i = 0; i < p->map_count; i++) {
		const char *from = p->maps[i].from;
		size_t len = strcspn(from, "=");
		while (len > 1 && from[len - 1] == '/') {
			len--;
		}
		if (strncmp(path, from, len) == 0 && (path[len] == '/' || path[len] == '\0')) {
			const char *rest = path + len + strspn(path + len, "/");
			return p->maps[i].to[0] ? fs_join(a, p->maps[i].to, rest) : rest;
		}
	}
	return path;
}

static bool
is_file(const char *path, struct stat *s)
{
	return stat(path, s) == 0 && S_ISREG(s->st_mode) && s->st_size <= MOST_BYTES;
}

/* The path without its first component; NULL: it has only one. */
static const char *
shorter(const char *path)
{
	path += strspn(path, "/");
	const char *slash = strchr(path, '/');
	return slash && slash[1] ? slash + 1 : NULL;
}

/*
 * The file itself; else, as a report may come from another machine, the longest end of its path that is a file here,
 * below the working folder or the catalogue's.
 */
static const char *
find_on_disk(const struct explain_places *p, struct arena *a, const char *path, struct stat *s)
{
	if (is_file(path, s)) {
		return path;
	}
	int steps = 0;
	for (const char *end = path; end && steps < MOST_STEPS; end = shorter(end), steps++) {
		/* No path leads out of the folder: a log may say anything. */
		if (end[0] == '/' || strstr(end, "..")) {
			continue;
		}
		if (is_file(end, s)) {
			return end;
		}
		const char *in_catalog = p->catalog && text_starts(end, "cases/")
						 ? fs_join(a, p->catalog, end)
						 : NULL;
		if (in_catalog && is_file(in_catalog, s)) {
			return in_catalog;
		}
	}
	return NULL;
}

struct shown {
	struct arena *a;
	const char *text; /* NULL: git has no such file there */
	size_t len;
};

static void
git_ended(struct pool *pool, const struct spawn_spec *spec, const struct run_result *r)
{
	struct shown *shown = pool->options.user;
	(void)spec;
	if (r->end == RUN_EXITED && r->exit_code == 0 && !r->out.dropped) {
		shown->text = arena_strndup(shown->a, r->out.data, r->out.len);
		shown->len = r->out.len;
	}
}

static struct shown
git_show(struct arena *a, const char *rev, const char *path)
{
	const char *argv[] = {"git", "show", "--end-of-options",
		arena_printf(a, "%s:%s%s", rev, path[0] == '/' ? "" : "./", path), NULL};
	struct shown shown = {.a = a};
	struct pool pool;
	if (pool_init(
		    &pool, &(struct pool_options){.jobs = 1, .done = git_ended, .user = &shown})) {
		pool_submit(&pool, &(struct spawn_spec){.argv = argv, .capture = MOST_BYTES});
		pool_run(&pool);
	}
	pool_finish(&pool);
	return shown;
}

/* The longest end of the path that the commit has, from the working folder. */
static void
read_revision(const struct explain_places *p, struct arena *a, const char *path,
	struct explain_file *file)
{
	int steps = 0;
	for (const char *end = path; end && steps < MOST_STEPS; end = shorter(end), steps++) {
		if (end[0] == '/' || strstr(end, "..")) {
			continue;
		}
		struct shown shown = git_show(a, p->rev, end);
		if (shown.text) {
			file->text = shown.text;
			file->len = shown.len;
			file->shown = arena_printf(a, "%s:%s", p->rev, end);
			return;
		}
	}
	file->warning = arena_printf(a, "commit %s has no such file", p->rev);
}

static void
read_disk(const struct explain_places *p, struct arena *a, const char *path,
	struct explain_file *file)
{
	struct stat s;
	struct buf text = {0};
	const char *found = find_on_disk(p, a, path, &s);
	if (!found) {
		if (p->map_count && path != file->name) {
			file->warning = arena_printf(a, "there is no %s", path);
		}
		return;
	}
	if (fs_read(found, MOST_BYTES, &text)) {
		file->text = arena_strndup(a, buf_str(&text), text.len);
		file->len = text.len;
		file->shown = arena_strdup(a, found);
	}
	if (p->written && s.st_mtime > p->written) {
		file->warning =
			"changed after the report was written; lines may have moved (see --rev)";
	}
	buf_free(&text);
}

struct explain_file *
explain_source_read(
	const struct explain_places *p, struct arena *a, const char *const *names, size_t *count)
{
	size_t n = 0;
	while (names[n]) {
		n++;
	}
	struct explain_file *files = arena_alloc(a, n + 1, sizeof *files);
	for (size_t i = 0; i < n; i++) {
		const char *path = mapped(p, a, names[i]);
		files[i].name = names[i];
		if (p->rev) {
			read_revision(p, a, path, &files[i]);
		} else {
			read_disk(p, a, path, &files[i]);
		}
	}
	*count = n;
	return files;
}
