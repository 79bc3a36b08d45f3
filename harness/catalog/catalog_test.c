// SPDX-License-Identifier: MIT
#include "catalog.h"

#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fs.h"

static struct arena arena;
static struct catalog catalog;
static char *dir;

static void
make(void)
{
	cr_redirect_stderr();
	dir = fs_temp_dir(&arena, "/tmp", "hazard-catalog-");
	cr_assert_not_null(dir);
}

static void
clean(void)
{
	catalog_free(&catalog);
	fs_remove(dir);
	arena_free(&arena);
}

TestSuite(catalog, .init = make, .fini = clean);

static const char *
at(const char *file)
{
	return fs_join(&arena, dir, file);
}

static void
put(const char *file, const char *text)
{
	char *folder = arena_strdup(&arena, at(file));
	*strrchr(folder, '/') = '\0';
	cr_assert(fs_make_dirs(folder));
	cr_assert(fs_write(at(file), text, strlen(text)));
}

static const char sound[] =
	"// SPDX-License-Identifier: MIT\n/*\n * T: x.\n *\n * Story.\n *\n * @level 2\n"
	" * @stdout right\n */\nint main(void)\n{\n}\n";
static const char fix[] =
	"// SPDX-License-Identifier: MIT\n/*\n * T: x.\n *\n * @how h\n */\nint main(void)\n{\n}\n";

/* The problem with `file`, or NULL. */
static const char *
problem_of(const struct problems *p, const char *file)
{
	for (size_t i = 0; i < p->count; i++) {
		if (strcmp(p->items[i].file, file) == 0) {
			return p->items[i].text;
		}
	}
	return NULL;
}

Test(catalog, the_small_one)
{
	cr_assert(catalog_read(&catalog, HAZARD_SOURCE "/harness/catalog/testdata/small"));
	cr_expect_eq(catalog.count, 4);
	cr_expect_eq(catalog.malformed, 0);
	cr_expect_eq(catalog.problems.count, 0);
	const struct catalog_case *c = catalog_find(&catalog, "counter/lost-update");
	cr_assert_not_null(c);
	cr_expect_str_eq(c->testcase.class, "counter");
	cr_expect_str_eq(c->testcase.slug, "lost-update");
	cr_expect(strncmp(c->testcase.title, "Lost update: ", 13) == 0);
	cr_expect_str_eq(c->testcase.broken.file, "cases/counter/lost-update.c");
	cr_expect(strstr(c->testcase.broken.path, "/testdata/small/cases/counter/lost-update.c"));
	cr_assert_eq(catalog_programs(c), 3);
	cr_expect_eq(catalog_program(c, 0)->role, PROGRAM_BROKEN);
	cr_expect_str_eq(catalog_program(c, 1)->how, "atomic");
	cr_expect_str_eq(catalog_program(c, 2)->how, "mutex");
	cr_expect_null(catalog_program(c, 3));
	cr_expect_str_eq(
		catalog_program(c, 2)->outputs[0], "no hit lost", "a fix has its twin's output");
	cr_expect_eq(catalog_find(&catalog, "benign/locked")->testcase.broken.role, PROGRAM_BENIGN);
	cr_expect_null(catalog_find(&catalog, "counter/nothing"));
	cr_expect_str_eq(catalog_ids(&arena, &catalog)[0], "benign/locked");
	cr_expect_null(catalog_ids(&arena, &catalog)[4]);
}

Test(catalog, cases_and_fixes_are_sorted)
{
	put("cases/b/a.c", sound);
	put("cases/b/a-b.c", sound);
	put("cases/a/z.c", sound);
	put("fixes/b/a.mutex.c", fix);
	put("fixes/b/a.mutex-two.c", fix);
	put("fixes/b/a.atomic.c", fix);
	cr_assert(catalog_read(&catalog, dir));
	cr_assert_eq(catalog.count, 3);
	cr_expect_str_eq(catalog.cases[0].testcase.id, "a/z");
	cr_expect_str_eq(catalog.cases[1].testcase.id, "b/a");
	cr_expect_str_eq(catalog.cases[2].testcase.id, "b/a-b");
	const struct testcase *t = &catalog.cases[1].testcase;
	cr_assert_eq(t->fix_count, 3);
	cr_expect_str_eq(t->fixes[0].how, "atomic");
	cr_expect_str_eq(t->fixes[1].how, "mutex");
	cr_expect_str_eq(t->fixes[2].how, "mutex-two");
	cr_expect_eq(catalog.cases[1].headers[2].program, &t->fixes[1]);
}

Test(catalog, a_malformed_case_does_not_hide_the_others)
{
	put("cases/a/bad.c", "int x;\n");
	put("cases/a/good.c", sound);
	put("cases/a/worse.c", sound);
	put("fixes/a/worse.x.c", "\xff");
	cr_assert(catalog_read(&catalog, dir));
	cr_expect_eq(catalog.count, 3);
	cr_expect_eq(catalog.malformed, 2);
	cr_expect(catalog_find(&catalog, "a/bad")->malformed);
	cr_expect_not(catalog_find(&catalog, "a/good")->malformed);
	cr_expect(catalog_find(&catalog, "a/worse")->malformed, "its fix is");
	cr_expect_not(catalog_find(&catalog, "a/worse")->headers[1].readable);
}

Test(catalog, what_does_not_belong_is_said)
{
	put("cases/a/x.c", sound);
	put("cases/README.md", "");
	put("cases/PATHS", "");
	put("cases/a/README.md", "");
	put("cases/a/.x.c.swp", "");
	put("cases/a/x.c~", "");
	put("cases/loose.c", sound);
	put("cases/a/notes.txt", "");
	put("cases/a/Big.c", sound);
	put("cases/a/x.y.c", sound);
	put("cases/a/.c", sound);
	put("cases/B/x.c", sound);
	put("fixes/a/x.c", fix);
	put("fixes/a/x.Y.c", fix);
	put("fixes/a/y.z.c", fix);
	put("fixes/a/.hidden.c", fix);
	cr_assert(fs_make_dirs(at("cases/a/deep.c")));
	cr_assert(catalog_read(&catalog, dir));
	cr_expect_eq(catalog.count, 1);
	const struct problems *p = &catalog.problems;
	const char *const files[] = {"cases/loose.c", "cases/a/notes.txt", "cases/a/Big.c",
		"cases/a/x.y.c", "cases/B", "fixes/a/x.c", "fixes/a/x.Y.c", "fixes/a/y.z.c",
		"cases/a/deep.c"};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		cr_expect_not_null(problem_of(p, files[i]), "%s", files[i]);
	}
	cr_expect_eq(p->count, sizeof files / sizeof *files);
	cr_expect(strstr(problem_of(p, "fixes/a/y.z.c"), "did you mean `a/x`?"));
}

Test(catalog, links_and_other_things_that_are_no_files)
{
	put("elsewhere/x.c", sound);
	put("cases/a/x.c", sound);
	cr_assert_eq(symlink("../../elsewhere/x.c", at("cases/a/link.c")), 0);
	cr_assert_eq(symlink("nowhere.c", at("cases/a/dangling.c")), 0);
	cr_assert_eq(symlink("loop.c", at("cases/a/loop.c")), 0);
	cr_assert_eq(mkfifo(at("cases/a/fifo.c"), 0600), 0);
	cr_assert_eq(symlink("a", at("cases/b")), 0);
	char *big = arena_alloc(&arena, CATALOG_FILE_MAX + 2, 1);
	memset(big, 'x', CATALOG_FILE_MAX + 1);
	put("cases/a/big.c", big);
	cr_assert(catalog_read(&catalog, dir));
	cr_expect_eq(catalog.count, 12, "a link to a class is a class");
	cr_expect_not(catalog_find(&catalog, "a/link")->malformed);
	cr_expect(strstr(
		catalog_find(&catalog, "a/dangling")->problems.items[0].text, "link to nothing"));
	cr_expect(catalog_find(&catalog, "a/loop")->malformed);
	cr_expect(strstr(
		catalog_find(&catalog, "a/fifo")->problems.items[0].text, "no regular file"));
	cr_expect(strstr(catalog_find(&catalog, "a/big")->problems.items[0].text, "larger"));
}

Test(catalog, what_is_no_catalogue_is_refused)
{
	cr_expect_not(catalog_read(&catalog, at("nothing")));
	catalog_free(&catalog);
	cr_expect_not(catalog_read(&catalog, dir), "an empty folder");
	catalog_free(&catalog);
	put("cases", "a file");
	cr_expect_not(catalog_read(&catalog, dir));
	catalog_free(&catalog);
	cr_expect_not(catalog_read(&catalog, at("cases")));
	catalog_free(&catalog);
	cr_expect_not(catalog_read(&catalog, ""));
}

Test(catalog, one_without_cases_is_empty)
{
	cr_assert(fs_make_dirs(at("cases/a")));
	cr_assert(catalog_read(&catalog, dir));
	cr_expect_eq(catalog.count, 0);
	cr_expect_eq(catalog.problems.count, 0);
}

Test(catalog, an_unreadable_file_is_malformed)
{
	put("cases/a/x.c", sound);
	chmod(at("cases/a/x.c"), 0);
	if (access(at("cases/a/x.c"), R_OK) == 0) {
		cr_skip_test("this user may read everything");
	}
	cr_assert(catalog_read(&catalog, dir));
	cr_expect(strstr(catalog.cases[0].problems.items[0].text, "permissions"));
}

Test(catalog, names)
{
	cr_expect(catalog_is_name("a", 1));
	cr_expect(catalog_is_name("a-2", 3));
	cr_expect(catalog_is_name("64-bit", 6));
	cr_expect_not(catalog_is_name("", 0));
	cr_expect_not(catalog_is_name("-a", 2));
	cr_expect_not(catalog_is_name("a-", 2));
	cr_expect_not(catalog_is_name("A", 1));
	cr_expect_not(catalog_is_name("a.b", 3));
	cr_expect_not(catalog_is_name("a_b", 3));
}
