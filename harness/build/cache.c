// SPDX-License-Identifier: MIT
#include "cache.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "diag.h"
#include "fs.h"
#include "hash.h"
#include "mem.h"
#include "text.h"

enum { RECORD_MAX = 4 << 20, SOURCE_MAX = 64 << 20 };

/* Headers are shared by nearly all programs, so each is hashed once a process. */
struct known_file {
	const char *path;
	char hex[HASH_HEX]; /* "" where it can't be read */
	struct known_file *next;
};

enum { BUCKETS = 512 };

struct cache {
	struct arena arena;
	const char *dir, *records, *bins, *temp;
	struct known_file *known[BUCKETS];
};

struct cache *
cache_create(const char *dir)
{
	struct cache *c = mem_alloc(1, sizeof *c);
	c->dir = arena_strdup(&c->arena, dir);
	c->records = fs_join(&c->arena, dir, "record");
	c->bins = fs_join(&c->arena, dir, "bin");
	if (!fs_make_dirs(c->records) || !fs_make_dirs(c->bins)) {
		cache_destroy(c);
		return NULL;
	}
	c->temp = fs_temp_dir(&c->arena, dir, "tmp-");
	if (!c->temp) {
		cache_destroy(c);
		return NULL;
	}
	return c;
}

void
cache_destroy(struct cache *c)
{
	if (!c) {
		return;
	}
	if (c->temp) {
		fs_remove(c->temp);
	}
	arena_free(&c->arena);
	free(c);
}

const char *
cache_temp_dir(struct cache *c)
{
	return c->temp;
}

static void
hash_file(const char *path, char hex[static HASH_HEX])
{
	struct buf text = {0};
	hex[0] = '\0';
	if (access(path, R_OK) == 0 && fs_read(path, SOURCE_MAX, &text)) {
		hash_of(buf_str(&text), text.len, hex);
	}
	buf_free(&text);
}

static const char *
known_hash(struct cache *c, const char *path)
{
	unsigned h = 5381;
	for (const char *p = path; *p; p++) {
		h = h * 33 + (unsigned char)*p;
	}
	struct known_file **bucket = &c->known[h % BUCKETS];
	for (struct known_file *f = *bucket; f; f = f->next) {
		if (strcmp(f->path, path) == 0) {
			return f->hex;
		}
	}
	struct known_file *f = arena_alloc(&c->arena, 1, sizeof *f);
	f->path = arena_strdup(&c->arena, path);
	hash_file(path, f->hex);
	f->next = *bucket;
	*bucket = f;
	return f->hex;
}

/* A compiler is what its file is: path, real path, size, time of change.  Running it costs too much for each check. */
static void
compiler_identity(const char *path, struct buf *out)
{
	struct stat st;
	char *real = realpath(path, NULL);
	buf_addf(out, "%s %s", path, real ? real : "?");
	if (stat(path, &st) == 0) {
		buf_addf(out, " %lld %lld.%09ld", (long long)st.st_size,
			(long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
	}
	free(real);
}

/* The first lines of a record: all that is known before the compiler has said which headers it read. */
static void
head_lines(const struct cache_inputs *in, struct buf *out)
{
	char hex[HASH_HEX];
	buf_adds(out, "compiler ");
	compiler_identity(in->compiler, out);
	buf_adds(out, "\nflags");
	for (size_t i = 0; in->flags[i]; i++) {
		buf_addf(out, " %s", in->flags[i]);
	}
	hash_file(in->source, hex);
	buf_addf(out, "\nsource %s %s\n", hex, in->name);
}

static const char *
slot_path(struct cache *c, const struct cache_inputs *in)
{
	char hex[HASH_HEX];
	char *real = realpath(in->source, NULL);
	struct hash *h = hash_create();
	hash_adds(h, real ? real : in->source);
	hash_adds(h, in->variant);
	hash_finish(h, hex);
	free(real);
	return fs_join(&c->arena, c->records, hex);
}

/* Takes the next line of *text; NULL at the end. */
static char *
next_line(char **text)
{
	if (!**text) {
		return NULL;
	}
	char *line = *text;
	char *end = strchrnul(line, '\n');
	*text = *end ? end + 1 : end;
	*end = '\0';
	return line;
}

static const char *
compare_head(char *record, const char *now, char **rest)
{
	static const char *const names[] = {
		"the compiler changed", "the flags changed", "the source changed"};
	char *copy = mem_strdup(now), *left = copy;
	const char *why = NULL;
	for (size_t i = 0; i < 3 && !why; i++) {
		char *was = next_line(&record), *is = next_line(&left);
		if (!was || !is || strcmp(was, is) != 0) {
			why = names[i];
		}
	}
	free(copy);
	*rest = record;
	return why;
}

/* The program's place: a folder a key, so that it has its own name in what tools print. */
static const char *
bin_path(struct cache *c, const struct cache_inputs *in, const char *key)
{
	const char *base = fs_base(in->name);
	size_t n = strlen(base);
	n -= text_ends(base, ".c") ? 2 : 0;
	return arena_printf(&c->arena, "%s/%s/%.*s", c->bins, key, (int)n, base);
}

/* The lines "header HASH PATH" and last "program SIZE KEY"; on success *program is its path. */
static const char *
compare_rest(struct cache *c, const struct cache_inputs *in, char *record, const char **program)
{
	char *line;
	while ((line = next_line(&record))) {
		char *path = strlen(line) > 7 + HASH_HEX ? line + 7 + HASH_HEX : NULL;
		if (strncmp(line, "header ", 7) == 0 && path) {
			path[-1] = '\0';
			if (strcmp(known_hash(c, path), line + 7) != 0) {
				return arena_printf(&c->arena, "header %s changed", path);
			}
			continue;
		}
		long long size;
		char key[HASH_HEX];
		struct stat st;
		if (sscanf(line, "program %lld %32[0-9a-f]", &size, key) != 2) {
			return "its record is damaged";
		}
		const char *bin = bin_path(c, in, key);
		if (stat(bin, &st) < 0 || st.st_size != size) {
			return "the built program is gone";
		}
		/* The time of last use, for cache_prune; once a day is exact enough. */
		if (time(NULL) - st.st_mtime > 24 * 3600) {
			utimensat(AT_FDCWD, bin, NULL, 0);
			utimensat(AT_FDCWD, fs_join(&c->arena, c->bins, key), NULL, 0);
		}
		*program = bin;
		return NULL;
	}
	return "its record is damaged";
}

const char *
cache_get(struct cache *c, const struct cache_inputs *in, const char **why)
{
	const char *slot = slot_path(c, in);
	const char *program = NULL;
	struct buf record = {0}, head = {0};
	*why = "never built here";
	if (access(slot, R_OK) == 0 && fs_read(slot, RECORD_MAX, &record) && record.len) {
		char *rest;
		head_lines(in, &head);
		*why = compare_head(record.data, head.data, &rest);
		if (!*why) {
			*why = compare_rest(c, in, rest, &program);
		}
	}
	buf_free(&record);
	buf_free(&head);
	return program;
}

/* Adds a "header" line for each prerequisite but the source itself (make's syntax: backslash-newline, "\ " for a space). */
static void
header_lines(struct cache *c, const struct cache_inputs *in, const char *dep, struct buf *record)
{
	const char *p = strstr(dep, ": ");
	struct buf name = {0};
	for (p = p ? p + 1 : ""; *p;) {
		if (isspace((unsigned char)*p) || (p[0] == '\\' && p[1] == '\n')) {
			p += *p == '\\' ? 2 : 1;
			continue;
		}
		buf_clear(&name);
		for (; *p && !isspace((unsigned char)*p) && !(p[0] == '\\' && p[1] == '\n'); p++) {
			if ((p[0] == '\\' && p[1] == ' ') || (p[0] == '$' && p[1] == '$')) {
				p++;
			}
			buf_addc(&name, *p);
		}
		if (strcmp(name.data, in->source) != 0) {
			buf_addf(record, "header %s %s\n", known_hash(c, name.data), name.data);
		}
	}
	buf_free(&name);
}

/*
 * Of two processes that built the same at the same time the first one's stays: it may be in use, and recorded schedules know it
 * by its bytes.  One of another size is what a full disk left.
 */
static bool
put_program(const char *program, const char *bin, off_t size)
{
	struct stat there;
	if (link(program, bin) == 0 || (stat(bin, &there) == 0 && there.st_size == size)) {
		return unlink(program) == 0;
	}
	return rename(program, bin) == 0;
}

const char *
cache_put(struct cache *c, const struct cache_inputs *in, const char *program, const char *depfile)
{
	struct buf record = {0}, dep = {0};
	char key[HASH_HEX];
	struct stat st;
	const char *bin = NULL;
	if (!fs_read(depfile, RECORD_MAX, &dep) || stat(program, &st) < 0) {
		diag("build %s (%s):", in->name, in->variant);
		goto out;
	}
	head_lines(in, &record);
	header_lines(c, in, buf_str(&dep), &record);
	hash_of(record.data, record.len, key);
	bin = bin_path(c, in, key);
	if (!fs_make_dirs(fs_join(&c->arena, c->bins, key))) {
		bin = NULL;
		goto out;
	}
	if (!put_program(program, bin, st.st_size)) {
		diag("move %s to %s:", program, bin);
		bin = NULL;
		goto out;
	}
	buf_addf(&record, "program %lld %s\n", (long long)st.st_size, key);
	if (!fs_write(slot_path(c, in), record.data, record.len)) {
		bin = NULL;
	}
out:
	unlink(depfile);
	buf_free(&record);
	buf_free(&dep);
	return bin;
}

static int
prune_dir(struct cache *c, const char *dir, const char *prefix, int days)
{
	int removed = 0;
	const char **names = fs_list(&c->arena, dir);
	for (size_t i = 0; names && names[i]; i++) {
		struct stat st;
		const char *path = fs_join(&c->arena, dir, names[i]);
		if (text_starts(names[i], prefix) && stat(path, &st) == 0 &&
			time(NULL) - st.st_mtime > (time_t)days * 24 * 3600) {
			removed += fs_remove(path);
		}
	}
	return removed;
}

int
cache_prune(struct cache *c, int days)
{
	/* What a killed run left behind is of no use to anybody after a day. */
	prune_dir(c, c->dir, "tmp-", 1);
	return prune_dir(c, c->bins, "", days);
}
