// SPDX-License-Identifier: MIT
#include "cc_parse.h"

#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "fs.h"
#include "toolchain.h"

static struct arena arena;
static struct cc_call call;

static void
finish(void)
{
	cc_finish(&call);
	arena_free(&arena);
}

TestSuite(cc_parse, .fini = finish);

static bool
parse(const char *line)
{
	char *words[64] = {arena_strdup(&arena, "cc")}, *copy = arena_strdup(&arena, line);
	int n = 1;
	for (char *w = strtok(copy, " "); w; w = strtok(NULL, " ")) {
		words[n++] = w;
	}
	return cc_parse(&arena, n, words, false, &call);
}

static const struct cc_word *
word(const char *text)
{
	for (size_t i = 0; i < call.words.len; i++) {
		if (strcmp(call.words.items[i].text, text) == 0) {
			return &call.words.items[i];
		}
	}
	return NULL;
}

#define ROLE(text, wanted)                                             \
	do {                                                           \
		cr_assert_not_null(word(text), "%s is missing", text); \
		cr_expect_eq(word(text)->role, wanted, "%s", text);    \
	} while (0)

Test(cc_parse, words_have_their_roles)
{
	cr_assert(parse("-Iinc -I inc2 -DX=1 -std=c11 -Wall a.c b.o lib.a -L. -lm -Wl,-z,now "
			"-pthread -o prog"));
	cr_expect_eq(call.mode, CC_LINK);
	cr_expect_eq(call.sources, 1);
	cr_expect_eq(call.objects, 2);
	cr_expect_str_eq(call.output, "prog");
	ROLE("-Iinc", CC_FOR_COMPILE);
	ROLE("-I", CC_FOR_COMPILE);
	cr_expect_str_eq(word("-I")->value, "inc2");
	ROLE("-Wall", CC_FOR_COMPILE);
	ROLE("-Wl,-z,now", CC_FOR_LINK);
	ROLE("-lm", CC_FOR_LINK);
	ROLE("-pthread", CC_FOR_BOTH);
	ROLE("a.c", CC_SOURCE);
	ROLE("lib.a", CC_OBJECT);
}

Test(cc_parse, modes)
{
	static const struct {
		const char *line;
		enum cc_mode mode;
	} table[] = {{"-c a.c", CC_COMPILE}, {"-E a.c", CC_PREPROCESS}, {"-S a.c", CC_PREPROCESS},
		{"-MM a.c", CC_PREPROCESS}, {"-MMD -c a.c", CC_COMPILE},
		{"-c -E a.c", CC_PREPROCESS}, {"-E -c a.c", CC_PREPROCESS}, {"--version", CC_ASK},
		{"-print-search-dirs", CC_ASK}, {"-v", CC_ASK}, {"-Wl,--version a.o", CC_ASK},
		{"a.o", CC_LINK}};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		cr_assert(parse(table[i].line));
		cr_expect_eq(call.mode, table[i].mode, "%s", table[i].line);
		cc_finish(&call);
	}
}

Test(cc_parse, what_the_explorer_can_not_have_is_dropped)
{
	cr_assert(parse("-O2 -flto=auto -fsanitize=address -D_FORTIFY_SOURCE=2 "
			"-Wp,-D_FORTIFY_SOURCE=2 -static -c a.c"));
	cr_expect_eq(call.words.len, 1);
	cr_expect_str_eq(call.dropped, "-static");
	static char cc[] = "cc", o2[] = "-O2", c[] = "-c", source[] = "a.c";
	char *words[] = {cc, o2, c, source};
	cc_finish(&call);
	cr_assert(cc_parse(&arena, 4, words, true, &call));
	cr_expect_not_null(word("-O2"));
}

Test(cc_parse, languages_belong_to_what_follows)
{
	cr_assert(parse("-x c++ one -x none two.o -x assembler - -c"));
	cr_expect_str_eq(word("one")->language, "c++");
	cr_expect_eq(word("two.o")->role, CC_OBJECT);
	cr_expect_str_eq(word("-")->language, "assembler");
	cr_expect_eq(call.sources, 2);
}

Test(cc_parse, dependency_options)
{
	cr_assert(parse("-MD -MF x.d -MTfoo -MP -c a.c"));
	cr_expect(call.depends && call.dep_target && call.dep_phony);
	cr_expect_str_eq(call.depfile, "x.d");
	cr_expect_str_eq(word("-MF")->value, "x.d");
	cc_finish(&call);
	cr_assert(parse("-c a.c"));
	cr_expect(!call.depends && !call.dep_target && !call.dep_phony);
}

Test(cc_parse, shared_libraries_may_lack_symbols)
{
	cr_assert(parse("-shared -Wl,--no-undefined -Wl,-z,defs,-z,now -z defs a.o"));
	cr_expect(call.shared);
	cr_expect_null(word("-Wl,--no-undefined"));
	cr_expect_not_null(word("-Wl,-z,now"));
	cr_expect_null(word("-z"));
}

Test(cc_parse, response_files)
{
	char *dir = fs_temp_dir(&arena, "/tmp", "hazard-cc-test-");
	const char *file = fs_join(&arena, dir, "args"), *loop = fs_join(&arena, dir, "loop");
	const char *text = "-DA=\"x y\"  'q r.c' b\\ c.o\n-c\n",
		   *again = arena_printf(&arena, "@%s", loop);
	cr_redirect_stderr();
	cr_assert(fs_write(file, text, strlen(text)) && fs_write(loop, again, strlen(again)));
	cr_assert(parse(arena_printf(&arena, "@%s", file)));
	cr_expect_eq(call.mode, CC_COMPILE);
	ROLE("-DA=x y", CC_FOR_COMPILE);
	ROLE("q r.c", CC_SOURCE);
	ROLE("b c.o", CC_OBJECT);
	cc_finish(&call);
	cr_expect(!parse(again), "a file that names itself");
	fs_remove(dir);
}

Test(cc_parse, a_missing_value_is_told)
{
	cr_redirect_stderr();
	cr_expect(!parse("a.c -o"));
	cr_expect_stderr_neq_str("");
}

Test(cc_parse, object_names)
{
	cr_expect_str_eq(cc_object_name(&arena, "src/a.b.c", "o"), "a.b.o");
	cr_expect_str_eq(cc_object_name(&arena, "-", "o"), "-.o");
	cr_expect_str_eq(cc_object_name(&arena, ".hidden", "d"), ".hidden.d");
}

Test(toolchain, the_compiler_underneath)
{
	struct toolchain_compiler c;
	char *dir = fs_temp_dir(&arena, "/tmp", "hazard-cc-test-");
	static const char *const names[] = {"clang-14", "clang++-14", "gcc"};
	for (int i = 0; i < 3; i++) {
		cr_assert_eq(symlink("/bin/true", fs_join(&arena, dir, names[i])), 0);
	}
	cr_redirect_stderr();
	setenv("PATH", dir, 1);
	unsetenv("HAZARD_CC");
	unsetenv("HAZARD_CXX");
	cr_expect(toolchain_compiler(&arena, NULL, false, &c) && c.family == TOOLCHAIN_GCC,
		"no clang, so gcc");
	cr_expect(!toolchain_compiler(&arena, NULL, true, &c), "but no g++");
	setenv("HAZARD_CC", "clang-14", 1);
	cr_expect(toolchain_compiler(&arena, NULL, true, &c) && c.family == TOOLCHAIN_CLANG);
	cr_expect_str_eq(fs_base(c.path), "clang++-14");
	cr_expect(!toolchain_compiler(&arena, "tcc", false, &c));
	fs_remove(dir);
}
