// SPDX-License-Identifier: MIT
/* What belongs to no program of the catalogue: strange files, reading paths, the classes' pages. */
#include <criterion/criterion.h>
#include <string.h>

#include "arena.h"
#include "catalog.h"
#include "fs.h"
#include "lint.h"

static struct arena arena;
static char *dir;
static struct catalog catalog;

static void
make(void)
{
	dir = fs_temp_dir(&arena, "/tmp", "hazard-rest-");
	cr_assert_not_null(dir);
}

static void
clean(void)
{
	fs_remove(dir);
	catalog_free(&catalog);
	arena_free(&arena);
}

TestSuite(lint_rest, .init = make, .fini = clean);

static void
put(const char *file, const char *text)
{
	char *path = fs_join(&arena, dir, file), *folder = arena_strdup(&arena, path);
	*strrchr(folder, '/') = '\0';
	cr_assert(fs_make_dirs(folder));
	cr_assert(fs_write(path, text, strlen(text)));
}

static struct problems
found(void)
{
	struct problems all = {.arena = &arena};
	cr_assert(catalog_read(&catalog, dir));
	lint_rest(&catalog, &all);
	return all;
}

Test(lint_rest, strange_files_and_paths)
{
	put("cases/a/x.c", "");
	put("cases/loose.txt", "");
	put("cases/PATHS", "first: a/y\n");
	struct problems all = found();
	cr_assert_eq(all.count, 2);
	cr_expect_str_eq(all.items[0].file, "cases/loose.txt");
	cr_expect_str_eq(all.items[1].rule, "paths");
}

Test(lint_rest, a_page_that_can_not_be_read_is_a_problem)
{
	put("cases/a/x.c", "");
	cr_assert(fs_make_dirs(fs_join(&arena, dir, "cases/a/README.md")));
	struct problems all = found();
	cr_assert_eq(all.count, 1);
	cr_expect(strstr(all.items[0].text, "can't be read"), "%s", all.items[0].text);
}

Test(lint_rest, a_page_names_the_cases_that_there_are)
{
	put("cases/a/x.c", "");
	put("cases/a/y.c", "");
	put("cases/b/z.c", "");
	put("cases/a/README.md",
		"# a\n\nSee [x](x.c), [its fix](../../fixes/a/x.y.c) and [what](not a name.c).\n"
		"| [w](w.c) | was here once | 1 |\n");
	struct problems all = found();
	cr_assert_eq(all.count, 2);
	cr_expect_str_eq(all.items[0].rule, "page");
	cr_expect_str_eq(all.items[0].file, "cases/a/README.md");
	cr_expect_eq(all.items[0].line, 4);
	cr_expect(strstr(all.items[0].text, "no case a/w"), "%s", all.items[0].text);
	cr_expect(strstr(all.items[1].text, "a/y is not on"), "%s", all.items[1].text);
}
