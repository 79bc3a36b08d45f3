// SPDX-License-Identifier: MIT
#include <criterion/criterion.h>
#include <string.h>

#include "arena.h"
#include "code.h"
#include "explain.h"

static struct arena arena;

static struct code
read(const char *text)
{
	struct explain_file *file = arena_alloc(&arena, 1, sizeof *file);
	*file = (struct explain_file){.name = "a.c", .text = text, .len = strlen(text)};
	return code_read(&arena, file);
}

Test(code, comments_and_strings_are_blank)
{
	struct code c = read("a(); // b\nc(\"d\\\"e\", '\\''); /* f\ng */ h();\r\n\"no end\ni();");
	cr_assert_eq(c.count, 5);
	cr_expect_str_eq(code_bare(&c, 1), "a();     ");
	cr_expect(code_names(code_bare(&c, 2), "c"));
	cr_expect_not(strpbrk(code_bare(&c, 2), "def"));
	cr_expect_str_eq(code_bare(&c, 3), "     h();\r");
	cr_expect_str_eq(c.lines[2].text, "g */ h();");
	cr_expect(code_names(code_bare(&c, 5), "i"), "a string ends with its line");
	cr_expect_str_eq(code_bare(&c, 0), "");
	cr_expect_str_eq(code_bare(&c, 6), "");
	arena_free(&arena);
}

static const char two[] = "int x;\n"                 /* 1 */
			  "static void *\n"          /* 2 */
			  "serve(void *arg)\n"       /* 3 */
			  "{\n"                      /* 4 */
			  "again:\n"                 /* 5 */
			  "\thelp(arg);\n"           /* 6 */
			  "}\n"                      /* 7 */
			  "\n"                       /* 8 */
			  "void help(void *arg) {\n" /* 9 */
			  "\tfree(arg);\n"           /* 10 */
			  "}\n";                     /* 11 */

Test(code, functions)
{
	struct code c = read(two);
	int first, last;
	cr_assert(code_function(&c, 6, &first, &last));
	cr_expect_eq(first, 2);
	cr_expect_eq(last, 7);
	cr_assert(code_function(&c, 10, &first, &last));
	cr_expect_eq(first, 9);
	cr_expect_eq(last, 11);
	cr_expect_not(code_function(&c, 8, &first, &last));
	cr_expect_not(code_function(&c, 12, &first, &last));
	cr_expect_not(code_function(&c, 0, &first, &last));
	cr_expect(strstr(code_reach(&arena, &c, 6), "free(arg)"), "of the function that it calls");
	cr_expect_not(strstr(code_reach(&arena, &c, 10), "again"));
	cr_expect_str_eq(code_reach(&arena, &c, 8), "");
	arena_free(&arena);
}

Test(code, names_are_whole)
{
	cr_expect(code_names("if (!done)", "done"));
	cr_expect_not(code_names("if (!undone)", "done"));
	cr_expect_not(code_names("done_by", "done"));
	cr_expect(code_names("done_by(done)", "done"));
}

/* No text, empty text, no newline, NULs: nothing breaks. */
Test(code, odd_files)
{
	struct explain_file none = {.name = "a.c"};
	struct code c = code_read(&arena, &none);
	cr_expect_eq(c.count, 0);
	c = read("");
	cr_expect_eq(c.count, 0);
	c = read("x");
	cr_expect_eq(c.count, 1);
	struct explain_file binary = {.name = "a.c", .text = "a\0b\nc", .len = 5};
	c = code_read(&arena, &binary);
	cr_expect_eq(c.count, 1);
	arena_free(&arena);
}
