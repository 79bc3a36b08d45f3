// SPDX-License-Identifier: MIT
#include "lint.h"

#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "catalog.h"
#include "fs.h"

static struct arena arena;
static char *dir;

static void
make(void)
{
	dir = fs_temp_dir(&arena, "/tmp", "hazard-lint-");
	cr_assert_not_null(dir);
}

static void
clean(void)
{
	fs_remove(dir);
	arena_free(&arena);
}

TestSuite(lint, .init = make, .fini = clean);

static const char broken[] = "// SPDX-License-Identifier: MIT\n"
			     "/*\n"
			     " * Name: one sentence.\n"
			     " *\n"
			     " * The story.\n"
			     " *\n"
			     " * @level   1\n"
			     " * @cwe     366\n"
			     " * @stdout  right\n"
			     " * @expect  tsan      race(hits)\n"
			     " * @expect  helgrind  race(hits) may\n"
			     " * @misses  drd: why\n"
			     " * @expect  native    wrong-result may\n"
			     " */\n"
			     "#include <stdio.h>\n"
			     "\n"
			     "#ifndef ROUNDS\n"
			     "#define ROUNDS 20000\n"
			     "#endif\n"
			     "\n"
			     "long hits;\n"
			     "\n"
			     "int\n"
			     "main(void)\n"
			     "{\n"
			     "\thits += ROUNDS;\t//~ hits: read, write\n"
			     "\tputs(\"right\");\n"
			     "\treturn 0;\n"
			     "}\n";

static const char fixed[] = "// SPDX-License-Identifier: MIT\n"
			    "/*\n"
			    " * Name, with a fix: one sentence.\n"
			    " *\n"
			    " * @how   what\n"
			    " * @why   why\n"
			    " * @cost  cost\n"
			    " */\n"
			    "#include <stdio.h>\n"
			    "\n"
			    "long hits;\n"
			    "\n"
			    "int\n"
			    "main(void)\n"
			    "{\n"
			    "\thits = 1;\n"
			    "\tputs(\"right\");\n"
			    "\treturn 0;\n"
			    "}\n";

#define TEN(s)    s s s s s s s s s s
#define TWENTY(s) TEN(s) TEN(s)

enum file { BROKEN, FIX, BENIGN };

/* clang-format off */
static const struct row {
	const char *rule;
	enum file file;
	const char *find, *replace; /* the first one; NULL: nothing */
	const char *message;        /* a part of it; NULL: the rule must not fire */
} rows[] = {
	{"spdx", BROKEN, "// SPDX-License-Identifier: MIT", "// a program", "names the licence"},
	{"spdx", BROKEN, "Identifier: MIT", "Identifier: ", "names the licence"},
	{"spdx", FIX, "// SPDX-License-Identifier: MIT", "// a program", "names the licence"},
	{"spdx", BROKEN, "Identifier: MIT", "Identifier: 0BSD OR MIT", NULL},

	{"title", BROKEN, "Name: one sentence.", "Name: one sentence", "full stop"},
	{"title", BROKEN, "Name: one sentence.", "One sentence.", "full stop"},
	{"title", BROKEN, "Name: one sentence.", "name: one sentence.", "full stop"},
	{"title", FIX, "one sentence.", "one sentence", "full stop"},
	{"title", BROKEN, "Name: one", "Name of two: `x: y` is one", NULL},

	{"story", BROKEN, " * The story.\n *\n", "", "no story"},
	{"story", BENIGN, " * The story.\n *\n", "", "no story"},
	{"story", FIX, NULL, NULL, NULL},

	{"tags", BROKEN, " * @level   1\n", "", "@level is missing"},
	{"tags", BROKEN, " * @cwe     366\n", "", "@cwe is missing"},
	{"tags", BROKEN, " * @stdout  right\n", "", "@stdout is missing"},
	{"tags", BENIGN, " * @stdout  right\n", "", "@stdout is missing"},
	{"tags", BENIGN, " * @cwe     366\n", "", NULL},
	{"tags", FIX, " * @how   what\n", "", "@how is missing"},
	{"tags", FIX, " * @why   why\n", "", "@why is missing"},
	{"tags", FIX, " * @cost  cost\n", "", "@cost is missing"},

	{"detectors", BROKEN, " * @misses  drd: why\n", "", "nothing is said of drd"},
	{"detectors", BROKEN, "@misses  drd: why\n", "@unable  drd: why\n", NULL},
	{"detectors", BROKEN, "@misses  drd: why\n", "@false-alarm drd race(hits): why\n", NULL},
	{"detectors", BROKEN, "@misses  drd: why\n", "@misses drd: why\n * @unable drd: why\n", "drd is silent twice"},
	{"detectors", BROKEN, "@misses  drd: why\n", "@misses drd: why\n * @expect drd race(hits) may\n",
	 "drd is both silent and not"},
	{"detectors", BROKEN, "@misses  drd: why\n", "@misses drd: why\n * @misses explore: why\n", NULL},
	{"detectors", BROKEN, "@misses  drd: why\n",
	 "@misses drd: why\n * @misses explore: why\n * @expect explore race(hits)\n", "explore is both"},
	{"detectors", FIX, "@cost  cost\n", "@cost cost\n * @unable drd: w\n * @false-alarm drd race(a): w\n",
	 "drd is both"},

	{"kinds", BROKEN, "tsan      race(hits)", "tsan hang", "tsan never reports `hang`"},
	{"kinds", BROKEN, "tsan      race(hits)", "tsan stuck(hits)", "tsan never reports `stuck`"},
	{"kinds", BROKEN, "native    wrong-result", "native race", "it reports wrong-result, bad-exit"},
	{"kinds", BROKEN, "tsan      race(hits)", "tsan thread-leak(hits)", NULL},
	{"rates", BROKEN, "tsan      race(hits)", "explore race(hits) 50%", "leave out the rate, 50%"},
	{"rates", BROKEN, "tsan      race(hits)", "explore race(hits) may", NULL},
	{"kinds", FIX, "@cost  cost\n", "@cost cost\n * @false-alarm tsan hold-time(a): w\n", "tsan never reports"},

	{"labels", BROKEN, "tsan      race(hits)", "tsan race(hit)", "did you mean `hits`?"},
	{"labels", BROKEN, "//~ hits: read, write", "", "mark it with"},
	{"labels", BROKEN, "native    wrong-result may", "native wrong-result(hits) may", "outcome of a whole run"},
	{"labels", BROKEN, "tsan      race(hits)", "tsan race", NULL},
	{"labels", FIX, "@cost  cost\n", "@cost cost\n * @false-alarm tsan race(nowhere): w\n", "no line is marked"},

	{"same-claim", BROKEN, "tsan      race(hits)", "tsan race(hits)\n * @expect tsan race(hits) may", "stands on line 10"},
	{"same-claim", BROKEN, "tsan      race(hits)", "tsan race(hits)\n * @expect tsan race", NULL},
	{"same-claim", FIX, "@cost  cost\n",
	 "@cost cost\n * @false-alarm tsan race(a, b): w\n * @false-alarm tsan race(b, a): w\n", "stands on line"},

	{"proof", BROKEN, "race(hits)\n", "race(hits) may\n", "broken on paper"},
	{"proof", BROKEN, "tsan      race(hits)\n", "explore race(hits)\n * @misses tsan: why\n", "broken on paper"},
	{"proof", BENIGN, NULL, NULL, NULL},

	{"statement", BROKEN, "\thits += ROUNDS;", "\thits +=\n\t\tROUNDS;", "only a part"},
	{"statement", BROKEN, "\thits += ROUNDS;", "\tif (hits > 0 &&\n\t    hits < 9) {", "only a part"},
	{"statement", BROKEN, "\thits += ROUNDS;", "\tputs(\"x\", hits", "only a part"},
	{"statement", BROKEN, "\thits += ROUNDS;", "\tputs(\"x\",\n\t\thits);", "only a part"},
	{"statement", BROKEN, "\thits += ROUNDS;", "\tif (hits > 0) {\t", NULL},
	{"statement", BROKEN, "\thits += ROUNDS;", "\tputs(\"(\");\t/* ) */\n\n\t/* x */ hits++;", NULL},
	{"statement", BROKEN, "\thits += ROUNDS;", "\tif (hits)\n\t\thits++;\n\telse\n\t\thits--;", NULL},
	{"statement", BROKEN, "\thits += ROUNDS;", "\tputs(')');", NULL},

	{"sleep", BROKEN, "\tputs(", "\tusleep(1); puts(", "usleep() makes the bug"},
	{"sleep", BROKEN, "\tputs(", "\tsleep /* x */ (1); puts(", "sleep() makes"},
	{"sleep", BROKEN, "\tputs(", "\tnanosleep(0, 0); puts(", "nanosleep()"},
	{"sleep", BROKEN, "\tputs(", "\tclock_nanosleep(0, 0); puts(", "clock_nanosleep()"},
	{"sleep", FIX, "\tputs(", "\tthrd_sleep(0); puts(", "thrd_sleep()"},
	{"sleep", BROKEN, "\tputs(", "\tsleep(1);\t//~ nap: sleep\n\tputs(", NULL},
	{"sleep", BROKEN, "\tputs(", "\tsleep(1);\t//~ nap: wait\n\tputs(", "sleep() makes"},
	{"sleep", BROKEN, "\tputs(", "\tsleepy(1); /* sleep(1); */ puts(\"sleep(1)\"); int sleep = 1; puts(", NULL},

	{"calls", BROKEN, "\tputs(", "\talarm(1); puts(", "alarm() has no place"},
	{"calls", BROKEN, "\tputs(", "\tassert(1); puts(", "assert() has no place"},
	{"calls", FIX, "\tputs(", "\tabort (); puts(", "abort() has no place"},
	{"calls", BROKEN, "\tputs(", "\tstatic_assert(1); my_abort(1); puts(", NULL},

	{"length", BROKEN, "\tputs(\"right\");\n", TWENTY("\ta();\n") TWENTY("\tb();\n") TEN("\tc();\n"), "61 lines of code"},
	{"length", BROKEN, "\tputs(\"right\");\n\treturn 0;\n", TWENTY("\ta();\n") TWENTY("\tb();\n") TEN("\tc();\n"), NULL},
	{"length", BROKEN, "\tputs(\"right\");\n", TWENTY("\t/* a */\n\n") TWENTY("\t// b\n") TEN("\n"), NULL},
	{"length", FIX, "\tputs(\"right\");\n", TWENTY("\ta();\n") TWENTY("\tb();\n") TWENTY("\tc();\n"), NULL},

	{"columns", BROKEN, "\treturn 0;", "\treturn 0;" TEN("        ") "//xx", "101 columns"},
	{"columns", BROKEN, "\treturn 0;", "\treturn 0;" TEN("        ") "//x", NULL},
	{"columns", BROKEN, " * The story.", " * The story." TEN("123456789"), "103 columns"},
	{"columns", BROKEN, " * The story.", " * The story." TEN("\xc3\xa4\xc3\xa4\xc3\xa4"), NULL},

	{"unwritten", BROKEN, "The story.", "TODO: the story.", "left to be written"},
	{"unwritten", FIX, "@how   what", "@how   TODO", "left to be written"},
	{"unwritten", BROKEN, "The story.", "Todo lists.", NULL},

	{"tabs", BROKEN, "\treturn", "        return", "use tabs"},
	{"tabs", BROKEN, "\treturn", " \treturn", "use tabs"},
	{"tabs", BROKEN, "\treturn", "/* a\n  b */\n\t    return", NULL},

	{"rounds", BROKEN, "#ifndef ROUNDS\n", "", "ROUNDS is set from outside"},
	{"rounds", BROKEN, "#define ROUNDS 20000", "#define ROUNDS x", "ROUNDS is set from outside"},
	{"rounds", BROKEN, "#define ROUNDS 20000", "#define ROUNDS 1", "ROUNDS is set from outside"},
	{"rounds", BROKEN, "#define ROUNDS 20000", "#define ROUNDS", "ROUNDS is set from outside"},
	{"rounds", BROKEN, "#ifndef ROUNDS", "int x = ROUNDS;\n#ifndef ROUNDS", "ROUNDS is set from outside"},
	{"rounds", BROKEN, "#define ROUNDS 20000", "#define ROUNDS 2 /* few */", NULL},
	{"rounds", FIX, "\thits = 1", "\thits = ROUNDS", "ROUNDS is set from outside"},
	{"rounds", FIX, "\thits = 1", "\thits = 1 /* ROUNDS */", NULL},

	{"diff", FIX, "\tputs(\"right\");\n", "\tputs(\"right\");\n" TWENTY("\tx();\n") "\ta();\n\tb();\n\tc();\n\td();\n\te();\n",
	 "adds 26 lines and removes 4"},
	{"diff", FIX, "\tputs(\"right\");\n", "\tputs(\"right\");\n" TWENTY("\tx();\n") "\ta();\n\tb();\n\tc();\n\td();\n", NULL},
	{"diff", FIX, "\tputs(\"right\");\n", "\tputs(\"right\");\n" TWENTY("\t// x\n") TWENTY("\n"), NULL},
	{"diff", BROKEN, "\tputs(\"right\");\n", "\tputs(\"right\");\n" TWENTY("\tx();\n") "\ta();\n\tb();\n", "removes 26"},
	{"diff", FIX, "@cost  cost\n", "@cost cost\n * @large-diff why\n", "remove @large-diff"},
	{"diff", BROKEN, "\thits += ROUNDS;\t", "\thits = 1;", NULL},

	{"main", FIX, "main(void)", "main(int argc, char **argv)", "is not the broken program's `int main(void)`"},
	{"main", FIX, "int\nmain(void)", "int main( void )", NULL},
	{"main", BROKEN, "main(void)", "start(void)", "no main()"},
	{"main", FIX, "int\nmain", "long\nmain", "`long main(void)`"},
};
/* clang-format on */

/* `text` with the row's change; the first place only. */
static const char *
changed(const char *text, const struct row *row)
{
	if (!row->find) {
		return text;
	}
	const char *place = strstr(text, row->find);
	cr_assert_not_null(place, "%s: no `%s`", row->rule, row->find);
	return arena_printf(&arena, "%.*s%s%s", (int)(place - text), text, row->replace,
		place + strlen(row->find));
}

/* The broken one without what only a broken one may say. */
static const char *
benign_text(void)
{
	const char *from = strstr(broken, " * @expect"), *to = strstr(broken, " */\n#include");
	return arena_printf(&arena, "%.*s%s", (int)(from - broken), broken, to);
}

static void
put(const char *file, const char *text)
{
	char *path = fs_join(&arena, dir, file), *folder = arena_strdup(&arena, path);
	*strrchr(folder, '/') = '\0';
	cr_assert(fs_make_dirs(folder));
	cr_assert(fs_write(path, text, strlen(text)));
}

/* Reads the folder and checks its first case; what was found is in `arena`. */
static struct problems
lint_first(void)
{
	static const bool available[DET_COUNT] = {
		[DET_TSAN] = true, [DET_HELGRIND] = true, [DET_DRD] = true, [DET_NATIVE] = true};
	struct problems found = {.arena = &arena};
	struct catalog c;
	cr_assert(catalog_read(&c, dir));
	cr_assert_eq(c.count, 1);
	for (size_t i = 0; i < c.cases[0].problems.count; i++) {
		cr_expect_fail("malformed: %s", c.cases[0].problems.items[i].text);
	}
	lint_case(&c.cases[0], available, &found);
	for (size_t i = 0; i < found.count; i++) {
		found.items[i].file = arena_strdup(&arena, found.items[i].file);
	}
	catalog_free(&c);
	return found;
}

static bool
fires(const struct problems *found, const char *rule, const char *part)
{
	for (size_t i = 0; i < found->count; i++) {
		if (strcmp(found->items[i].rule, rule) == 0 &&
			(!part || strstr(found->items[i].text, part))) {
			return true;
		}
	}
	return false;
}

static void
put_row(const struct row *row)
{
	bool benign = row->file == BENIGN;
	fs_remove(fs_join(&arena, dir, "cases"));
	fs_remove(fs_join(&arena, dir, "fixes"));
	put(benign ? "cases/benign/x.c" : "cases/a/x.c", benign ? changed(benign_text(), row)
							 : row->file == BROKEN
								 ? changed(broken, row)
								 : broken);
	if (!benign) {
		put("fixes/a/x.y.c", row->file == FIX ? changed(fixed, row) : fixed);
	}
}

Test(lint, every_rule_on_both_sides)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		put_row(&rows[i]);
		struct problems found = lint_first();
		bool any = fires(&found, rows[i].rule, NULL);
		cr_expect_eq(any, rows[i].message != NULL, "row %zu, %s: `%s`", i, rows[i].rule,
			rows[i].replace);
		if (any && rows[i].message) {
			cr_expect(fires(&found, rows[i].rule, rows[i].message),
				"row %zu, %s: no `%s`", i, rows[i].rule, rows[i].message);
		}
	}
}

Test(lint, the_table_is_tested_whole)
{
	const struct lint_rule *rule;
	for (size_t i = 0; (rule = lint_rule(i)); i++) {
		cr_expect(strlen(rule->what) > 10);
		if (!rule->check) {
			continue; /* see lint_rest_test.c */
		}
		int sides[2] = {strcmp(rule->name, "fixes") == 0, strcmp(rule->name, "fixes") == 0};
		for (size_t j = 0; j < sizeof rows / sizeof *rows; j++) {
			sides[rows[j].message != NULL] += strcmp(rows[j].rule, rule->name) == 0;
		}
		cr_expect(sides[1], "%s is never seen to fire", rule->name);
		cr_expect(sides[0] || strcmp(rule->name, "spdx") == 0,
			"%s is never seen to keep quiet", rule->name);
	}
}

Test(lint, sound_files_have_no_problem)
{
	put_row(&(struct row){.file = FIX});
	cr_expect_eq(lint_first().count, 0);
	put_row(&(struct row){.file = BENIGN});
	cr_expect_eq(lint_first().count, 0);
}

Test(lint, a_broken_program_has_a_fix_and_a_benign_one_has_none)
{
	put("cases/a/x.c", broken);
	struct problems found = lint_first();
	cr_expect_eq(found.count, 1);
	cr_expect(fires(&found, "fixes", "write fixes/a/x.<how>.c"));
	fs_remove(fs_join(&arena, dir, "cases"));
	put("cases/benign/x.c", benign_text());
	put("fixes/benign/x.y.c", fixed);
	found = lint_first();
	cr_expect(fires(&found, "fixes", "nothing to fix"));
}

Test(lint, a_fix_that_fixes_nothing)
{
	const char *body = strstr(broken, "#include");
	put("cases/a/x.c", broken);
	put("fixes/a/x.y.c", arena_printf(&arena, "%.*s%s",
				     (int)(strstr(fixed, "#include") - fixed), fixed, body));
	struct problems found = lint_first();
	cr_expect(fires(&found, "diff", "the same program"));
}

Test(lint, what_is_right_but_slow_needs_no_proof)
{
	const char *text = changed(broken, &(struct row){.find = "race(hits)\n",
						   .replace = "race(hits) may\n * @slow  why\n"});
	put("cases/progress/slow.c", text);
	put("fixes/progress/slow.y.c", fixed);
	cr_expect_eq(lint_first().count, 0);
	fs_remove(fs_join(&arena, dir, "cases"));
	fs_remove(fs_join(&arena, dir, "fixes"));
	text = changed(
		broken, &(struct row){.find = "race(hits)\n", .replace = "race(hits) may\n"});
	put("cases/progress/other.c", text);
	put("fixes/progress/other.y.c", fixed);
	struct problems found = lint_first();
	cr_expect(fires(&found, "proof", NULL));
}

Test(lint, the_header_rules_keep_quiet_on_a_malformed_header)
{
	struct catalog c;
	struct problems found = {.arena = &arena};
	bool available[DET_COUNT] = {true, true, true, true, true};
	put("cases/a/x.c", "int x;\n");
	put("fixes/a/x.y.c", "int \xff;\n");
	cr_assert(catalog_read(&c, dir));
	lint_case(&c.cases[0], available, &found);
	cr_expect_eq(found.count, 2);
	cr_expect(fires(&found, "spdx", NULL));
	cr_expect(fires(&found, "main", "no main()"));
	catalog_free(&c);
}
