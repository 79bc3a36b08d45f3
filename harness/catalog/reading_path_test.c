// SPDX-License-Identifier: MIT
#include "reading_path.h"

#include <criterion/criterion.h>
#include <string.h>

#include "arena.h"
#include "catalog.h"
#include "fs.h"
#include "problem.h"

static struct arena arena;
static struct problems problems;
static struct catalog catalog;

static void
clean(void)
{
	catalog_free(&catalog);
	arena_free(&arena);
	problems = (struct problems){.arena = &arena};
}

TestSuite(reading_path, .init = clean, .fini = clean);

Test(reading_path, names_and_ids_in_their_order)
{
	cr_assert(catalog_read(&catalog, HAZARD_SOURCE "/harness/catalog/testdata/small"));
	struct reading_paths paths = reading_path_read(&arena, &catalog, &problems);
	cr_expect_eq(problems.count, 0);
	cr_assert_eq(paths.count, 2);
	const struct reading_path *first = reading_path_find(&paths, "first");
	cr_assert_not_null(first);
	cr_assert_eq(first->count, 2);
	cr_expect_str_eq(first->ids[0], "deadlock/lock-order");
	cr_expect_str_eq(first->ids[1], "counter/lost-update");
	cr_expect_null(reading_path_find(&paths, "third"));
	cr_expect_str_eq(reading_path_names(&arena, &paths)[1], "second");
}

static const struct {
	const char *text, *problem; /* NULL: none */
} table[] = {
	{"", NULL},
	{"# nothing\n\n   \n", NULL},
	{"first: a/b\n", NULL},
	{"first:a/b", NULL},
	{"first: a/b a/b\n", "twice"},
	{"first: a/c\n", "did you mean `a/b`?"},
	{"first: something/else\n", "write its id"},
	{"first:\n", "leads nowhere"},
	{"first a/b\n", "not a path"},
	{"First: a/b\n", "not a path"},
	{": a/b\n", "not a path"},
	{"first: a/b\nfirst: a/b\n", "path `first` is here twice"},
};

Test(reading_path, mistakes)
{
	char *dir = fs_temp_dir(&arena, "/tmp", "hazard-path-");
	cr_assert(fs_make_dirs(fs_join(&arena, dir, "cases/a")));
	cr_assert(fs_write(fs_join(&arena, dir, "cases/a/b.c"), "x\n", 2));
	cr_assert(catalog_read(&catalog, dir));
	cr_expect_eq(reading_path_read(&arena, &catalog, &problems).count, 0, "no file, no path");
	cr_expect_eq(problems.count, 0);
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct problems found = {.arena = &arena};
		fs_write(fs_join(&arena, dir, READING_PATH_FILE), table[i].text,
			strlen(table[i].text));
		reading_path_read(&arena, &catalog, &found);
		cr_assert_eq(found.count, table[i].problem ? 1 : 0, "%s", table[i].text);
		cr_expect(!found.count || strstr(found.items[0].text, table[i].problem), "%s-> %s",
			table[i].text, found.items[0].text);
	}
	fs_remove(dir);
}
