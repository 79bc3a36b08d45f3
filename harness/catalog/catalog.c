// SPDX-License-Identifier: MIT
#include "catalog.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "buf.h"
#include "diag.h"
#include "fs.h"
#include "text.h"

/* Files that may lie beside the programs. */
static const char *const companions[] = {"README.md", "PATHS", "TOOLS", "meson.build", NULL};

bool
catalog_is_name(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (!((s[i] >= 'a' && s[i] <= 'z') || (s[i] >= '0' && s[i] <= '9') ||
			    s[i] == '-')) {
			return false;
		}
	}
	return len > 0 && s[0] != '-' && s[len - 1] != '-';
}

/* Left without a word: hidden files, editors' backups, and what belongs there. */
static bool
is_passed_over(const char *name)
{
	for (size_t i = 0; companions[i]; i++) {
		if (strcmp(name, companions[i]) == 0) {
			return true;
		}
	}
	return name[0] == '.' || text_ends(name, "~");
}

/* What is at `path` that is not a file to be read, or NULL where it is one. */
static const char *
file_trouble(const char *path)
{
	struct stat st;
	if (stat(path, &st) != 0) {
		return errno == ENOENT || errno == ELOOP ? "a link to nothing; remove it"
							 : strerror(errno);
	}
	if (!S_ISREG(st.st_mode)) {
		return "no regular file; only C files belong here";
	}
	if (st.st_size > CATALOG_FILE_MAX) {
		return "larger than 1 MiB; no case is that long";
	}
	return access(path, R_OK) == 0 ? NULL : "can't be read; check its permissions";
}

/* Fills p and h from the file; `c` is NULL for a fix.  p->file is relative to the root. */
static void
read_program(struct catalog *cat, struct catalog_case *owner, struct program *p, struct header *h,
	struct testcase *c)
{
	struct arena *a = &cat->arena;
	p->path = fs_join(a, cat->root, p->file);
	p->title = p->story = p->text = "";
	*h = (struct header){.program = p};
	const char *trouble = file_trouble(p->path);
	struct buf text = {0};
	if (!trouble && !fs_read(p->path, CATALOG_FILE_MAX, &text)) {
		trouble = "can't be read";
	}
	if (trouble) {
		problems_add(&owner->problems, p->file, 0, "%s", trouble);
		return;
	}
	p->text = arena_strndup(a, buf_str(&text), text.len);
	p->text_len = text.len;
	buf_free(&text);
	header_read(h, c, p, a, &owner->problems);
}

/* The names in DIR/<folder> that are folders named as a class; others are complained of. */
static const char **
list_classes(struct catalog *c, const char *folder, struct problems *problems)
{
	struct arena *a = &c->arena;
	const char **names = fs_list(a, fs_join(a, c->root, folder));
	size_t count = 0;
	for (size_t i = 0; names && names[i]; i++) {
		const char *file = fs_join(a, folder, names[i]);
		if (is_passed_over(names[i])) {
			continue;
		}
		if (!fs_is_dir(fs_join(a, c->root, file))) {
			problems_add(problems, file, 0,
				"not in a class; here is only one folder a class (and "
				"README.md, PATHS, TOOLS)");
		} else if (!catalog_is_name(names[i], strlen(names[i]))) {
			problems_add(problems, file, 0,
				"no name for a class; use lower-case letters, digits and hyphens");
		} else {
			names[count++] = names[i];
		}
	}
	if (names) {
		names[count] = NULL;
	}
	return names;
}

/* The C files in a class's folder; others are complained of. */
static const char **
list_programs(struct catalog *c, const char *folder, struct problems *problems)
{
	struct arena *a = &c->arena;
	const char **names = fs_list(a, fs_join(a, c->root, folder));
	size_t count = 0;
	for (size_t i = 0; names && names[i]; i++) {
		if (is_passed_over(names[i])) {
			continue;
		}
		if (text_ends(names[i], ".c") &&
			!fs_is_dir(fs_join(a, c->root, fs_join(a, folder, names[i])))) {
			names[count++] = names[i];
		} else {
			problems_add(problems, fs_join(a, folder, names[i]), 0,
				"no C file; only programs and README.md belong in a class's "
				"folder");
		}
	}
	if (names) {
		names[count] = NULL;
	}
	return names;
}

static void
add_case(struct catalog *c, const char *class, const char *name)
{
	struct arena *a = &c->arena;
	const char *file = arena_printf(a, "cases/%s/%s", class, name);
	size_t len = strlen(name) - strlen(".c");
	if (!catalog_is_name(name, len)) {
		problems_add(&c->problems, file, 0,
			"no name for a case; use lower-case letters, digits and hyphens, then "
			"`.c`");
		return;
	}
	struct catalog_case *new = ARENA_PUSH(a, c->cases, c->count);
	new->problems.arena = a;
	new->testcase = (struct testcase){
		.id = arena_printf(a, "%s/%.*s", class, (int)len, name),
		.class = class,
		.slug = arena_strndup(a, name, len),
		.title = "",
		.broken = {.file = file},
	};
	new->testcase.broken.role = strcmp(class, "benign") == 0 ? PROGRAM_BENIGN : PROGRAM_BROKEN;
}

/* The name's two parts: "lost-update" and "mutex" of "lost-update.mutex.c". */
static bool
split_fix(struct arena *a, const char *name, const char **slug, const char **how)
{
	size_t len = strlen(name) - strlen(".c");
	const char *dot = memchr(name, '.', len);
	if (!dot) {
		return false;
	}
	*slug = arena_strndup(a, name, (size_t)(dot - name));
	*how = arena_strndup(a, dot + 1, len - (size_t)(dot - name) - 1);
	return catalog_is_name(*slug, strlen(*slug)) && catalog_is_name(*how, strlen(*how));
}

/* By class and slug; names as they stand in the folder sort "a-b.c" before "a.c". */
static int
by_id(const void *x, const void *y)
{
	const struct testcase *a = &((const struct catalog_case *)x)->testcase;
	const struct testcase *b = &((const struct catalog_case *)y)->testcase;
	int class = strcmp(a->class, b->class);
	return class ? class : strcmp(a->slug, b->slug);
}

static int
by_how(const void *x, const void *y)
{
	return strcmp(((const struct program *)x)->how, ((const struct program *)y)->how);
}

/* Borrowed until the next case is added. */
static struct catalog_case *
find(const struct catalog *c, const char *id)
{
	for (size_t i = 0; i < c->count; i++) {
		if (strcmp(c->cases[i].testcase.id, id) == 0) {
			return &c->cases[i];
		}
	}
	return NULL;
}

static void
add_fix(struct catalog *c, const char *class, const char *name)
{
	struct arena *a = &c->arena;
	const char *file = arena_printf(a, "fixes/%s/%s", class, name), *slug, *how;
	if (!split_fix(a, name, &slug, &how)) {
		problems_add(&c->problems, file, 0,
			"no name for a fix; it is `<slug>.<how>.c`, of lower-case letters, "
			"digits and "
			"hyphens");
		return;
	}
	const char *id = arena_printf(a, "%s/%s", class, slug);
	struct catalog_case *owner = find(c, id);
	if (!owner) {
		const char *near = text_nearest(id, catalog_ids(a, c));
		problems_add(&c->problems, file, 0,
			"a fix without a case; cases/%s.c does not exist%s%s%s", id,
			near ? ", did you mean `" : "", near ? near : "", near ? "`?" : "");
		return;
	}
	struct testcase *t = &owner->testcase;
	*ARENA_PUSH(a, t->fixes, t->fix_count) =
		(struct program){.role = PROGRAM_FIX, .file = file, .how = how};
}

/* After all files are known, so that no pointer into an array moves any more. */
static void
read_case(struct catalog *cat, struct catalog_case *c)
{
	struct testcase *t = &c->testcase;
	if (t->fix_count) {
		qsort(t->fixes, t->fix_count, sizeof *t->fixes, by_how);
	}
	c->headers = arena_alloc(&cat->arena, 1 + t->fix_count, sizeof *c->headers);
	read_program(cat, c, &t->broken, &c->headers[0], t);
	t->title = t->broken.title;
	for (size_t i = 0; i < t->fix_count; i++) {
		read_program(cat, c, &t->fixes[i], &c->headers[1 + i], NULL);
		t->fixes[i].outputs = t->broken.outputs;
		t->fixes[i].output_count = t->broken.output_count;
		t->fixes[i].explore = t->broken.explore;
	}
	c->malformed = c->problems.count > 0;
	cat->malformed += c->malformed;
}

static void
scan(struct catalog *c, const char *folder,
	void (*add)(struct catalog *, const char *, const char *))
{
	const char **classes = list_classes(c, folder, &c->problems);
	for (size_t i = 0; classes && classes[i]; i++) {
		const char **names =
			list_programs(c, fs_join(&c->arena, folder, classes[i]), &c->problems);
		if (!names) {
			problems_add(&c->problems, fs_join(&c->arena, folder, classes[i]), 0,
				"can't be read; check its permissions");
		}
		for (size_t j = 0; names && names[j]; j++) {
			add(c, classes[i], names[j]);
		}
	}
}

bool
catalog_read(struct catalog *c, const char *root)
{
	*c = (struct catalog){0};
	c->problems.arena = &c->arena;
	c->root = arena_strdup(&c->arena, root);
	const char *cases = fs_join(&c->arena, root, "cases"),
		   *fixes = fs_join(&c->arena, root, "fixes");
	if (!fs_is_dir(root)) {
		diag("%s is no folder; a catalogue is a folder with cases/<class>/<slug>.c", root);
		return false;
	}
	if (!fs_is_dir(cases)) {
		diag("%s is no catalogue: it has no folder `cases`; expected are "
		     "cases/<class>/<slug>.c and "
		     "fixes/<class>/<slug>.<how>.c",
			root);
		return false;
	}
	if (access(cases, R_OK | X_OK) != 0) {
		diag("open %s:", cases);
		return false;
	}
	scan(c, "cases", add_case);
	if (c->count) {
		qsort(c->cases, c->count, sizeof *c->cases, by_id);
	}
	if (fs_is_dir(fixes)) {
		scan(c, "fixes", add_fix);
	}
	for (size_t i = 0; i < c->count; i++) {
		read_case(c, &c->cases[i]);
	}
	return true;
}

void
catalog_free(struct catalog *c)
{
	arena_free(&c->arena);
	*c = (struct catalog){0};
}

const struct catalog_case *
catalog_find(const struct catalog *c, const char *id)
{
	return find(c, id);
}

const struct program *
catalog_program(const struct catalog_case *c, size_t i)
{
	return i == 0                       ? &c->testcase.broken
	       : i <= c->testcase.fix_count ? &c->testcase.fixes[i - 1]
					    : NULL;
}

size_t
catalog_programs(const struct catalog_case *c)
{
	return 1 + c->testcase.fix_count;
}

const char *const *
catalog_ids(struct arena *a, const struct catalog *c)
{
	const char **list = arena_alloc(a, c->count + 1, sizeof *list);
	for (size_t i = 0; i < c->count; i++) {
		list[i] = c->cases[i].testcase.id;
	}
	return list;
}
