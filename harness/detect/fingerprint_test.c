// SPDX-License-Identifier: MIT
#include "fingerprint.h"

#include <criterion/criterion.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "detect_fixture.h"

#define PROGRAM "src/a.c"

static struct arena arena;

static const char program[] = "int hits;\n"                     /* 1 */
			      "\n"                              /* 2 */
			      "static void *worker(void *a)\n"  /* 3 */
			      "{\n"                             /* 4 */
			      "\thits += 1;\t//~ hits: write\n" /* 5 */
			      "\tlog_it();\n"                   /* 6 */
			      "\thits += 1;\n"                  /* 7 */
			      "\treturn a;\n"                   /* 8 */
			      "}\n"                             /* 9 */
			      "\n"                              /* 10 */
			      "int main(void)\n"                /* 11 */
			      "{\n"                             /* 12 */
			      "\thits += 1;\n"                  /* 13 */
			      "\treturn hits;\n"                /* 14 */
			      "}\n";                            /* 15 */

struct spot {
	const char *function, *file;
	int line;
};

/* A race between two places, fingerprinted with this text of the program. */
static const char *
race(const char *text, struct spot a, struct spot b)
{
	struct frame frames[2] = {{.function = a.function, .file = a.file, .line = a.line},
		{.function = b.function, .file = b.file, .line = b.line}};
	struct access sides[2] = {{.op = OP_WRITE, .thread = "T1", .stack = {&frames[0], 1}},
		{.op = OP_READ, .thread = "T2", .stack = {&frames[1], 1}}};
	struct finding f = {
		.kind = KIND_RACE, .words = "data race", .accesses = sides, .access_count = 2};
	struct source source = source_read(&arena, text, strlen(text));
	finding_locate(&f, PROGRAM);
	finding_fingerprint(&f, &source);
	return arena_strdup(&arena, f.fingerprint);
}

static const struct spot in_worker = {"worker", "/x/src/a.c", 5},
			 in_main = {"main", "/x/src/a.c", 14};

Test(fingerprint, has_version_and_digits)
{
	const char *print = race(program, in_worker, in_main);
	cr_assert_eq(strncmp(print, "1:", 2), 0);
	cr_assert_eq(strspn(print + 2, "0123456789abcdef"), 32);
	cr_assert_eq(strlen(print), 34);
}

/* A change here is a new version of the rules: stored fingerprints stop matching. */
Test(fingerprint, golden)
{
	cr_assert_str_eq(race(program, in_worker, in_main), "1:f49182eecfcc0719d3797b5860c4cd05");
}

Test(fingerprint, order_of_sides_does_not_matter)
{
	cr_assert_str_eq(race(program, in_worker, in_main), race(program, in_main, in_worker));
}

Test(fingerprint, twenty_lines_more_above_do_not_matter)
{
	const char *longer = arena_printf(
		&arena, "%s%s", "\n/*\n\n{\n\"\n*/\n//\n\n\n\n\n\n\n\n\n\n\n\n\n\n", program);
	struct spot a = in_worker, b = in_main;
	a.line += 20;
	b.line += 20;
	cr_assert_str_eq(race(longer, a, b), race(program, in_worker, in_main));
}

Test(fingerprint, the_folder_does_not_matter)
{
	struct spot a = in_worker, b = in_main;
	a.file = b.file = "/elsewhere/src/a.c";
	cr_assert_str_eq(race(program, a, b), race(program, in_worker, in_main));
}

Test(fingerprint, comments_and_blanks_do_not_matter)
{
	struct buf text = {0};
	for (const char *p = program; *p; p++) {
		if (strncmp(p, "hits += 1;", 10) == 0) {
			buf_adds(&text, "hits+=/* one */ 1 ;  // again");
			p += 9;
		} else {
			buf_addc(&text, *p);
		}
	}
	cr_assert_str_eq(race(text.data, in_worker, in_main), race(program, in_worker, in_main));
	buf_free(&text);
}

Test(fingerprint, the_text_matters)
{
	struct spot other = {"worker", "/x/src/a.c", 6};
	cr_assert_str_neq(race(program, other, in_main), race(program, in_worker, in_main));
}

Test(fingerprint, equal_lines_of_one_function_differ)
{
	struct spot second = {"worker", "/x/src/a.c", 7};
	cr_assert_str_neq(race(program, second, in_main), race(program, in_worker, in_main));
}

Test(fingerprint, equal_lines_of_two_functions_differ)
{
	struct spot other = {"main", "/x/src/a.c", 13};
	cr_assert_str_neq(race(program, other, in_main), race(program, in_worker, in_main));
}

Test(fingerprint, an_equal_line_in_a_function_above_does_not_matter)
{
	const char *longer = arena_printf(&arena, "void f(void)\n{\n\thits += 1;\n}\n%s", program);
	struct spot a = in_worker, b = in_main;
	a.line += 4;
	b.line += 4;
	cr_assert_str_eq(race(longer, a, b), race(program, in_worker, in_main));
}

Test(fingerprint, compilers_decorations_do_not_matter)
{
	struct spot a = in_worker;
	a.function = "worker.constprop.0";
	cr_assert_str_eq(race(program, a, in_main), race(program, in_worker, in_main));
}

Test(fingerprint, a_line_beyond_the_text_is_known_by_its_function)
{
	struct spot beyond = {"worker", "/x/src/a.c", 1000};
	cr_assert_str_neq(race(program, beyond, in_main), race(program, in_worker, in_main));
}

/* Without any side in the program. */
static const char *
siteless(const char *words, const char *function)
{
	struct frame frames[2] = {{.function = "__interceptor_free"}, {.function = function}};
	struct access side = {.stack = {frames, 2}};
	struct finding f = {
		.kind = KIND_RACE, .words = words, .accesses = &side, .access_count = 1};
	finding_locate(&f, PROGRAM);
	finding_fingerprint(&f, NULL);
	return arena_strdup(&arena, f.fingerprint);
}

Test(fingerprint, without_a_site_words_and_functions_count)
{
	cr_assert_str_eq(
		siteless("mutex 0x10c, count 3", "f"), siteless("mutex 0x7fff, count 12", "f"));
	cr_assert_str_neq(
		siteless("mutex 0x10c, count 3", "f"), siteless("rwlock 0x10c, count 3", "f"));
	cr_assert_str_neq(siteless("mutex", "f"), siteless("mutex", "g"));
	cr_assert_str_eq(siteless("mutex", "f"), siteless("mutex", "f.isra.0"));
}

Test(fingerprint, a_finding_without_anything_has_one_too)
{
	struct finding f = {.kind = KIND_THREAD_LEAK};
	finding_fingerprint(&f, NULL);
	cr_assert_eq(strlen(f.fingerprint), 34);
}

Test(fingerprint, duplicates_go_and_the_first_stays)
{
	struct finding items[5] = {{.pid = 1}, {.pid = 2}, {.pid = 3}, {.pid = 4}, {.pid = 5}};
	const char *prints[5] = {"1:aa", "1:bb", "1:aa", "1:cc", "1:bb"};
	for (size_t i = 0; i < 5; i++) {
		strcpy(items[i].fingerprint, prints[i]);
	}
	struct findings all = {items, 5};
	findings_dedupe(&all);
	cr_assert_eq(all.count, 3);
	cr_assert_eq(all.items[0].pid, 1);
	cr_assert_eq(all.items[1].pid, 2);
	cr_assert_eq(all.items[2].pid, 4);
	struct findings none = {0};
	findings_dedupe(&none);
	cr_assert_eq(none.count, 0);
}

/* The findings of a sample, with the sample's own source. */
static struct findings
sample(const char *path, const char *name)
{
	size_t len, source_len;
	const char *full = arena_printf(&arena, "%s/reports/samples/%s", HAZARD_SOURCE, path);
	const char *text = fixture_file(&arena, full, &len);
	const char *source_path =
		arena_printf(&arena, "%s/reports/samples/src/%s.c", HAZARD_SOURCE, name);
	const char *code = fixture_file(&arena, source_path, &source_len);
	struct source source = source_read(&arena, code, source_len);
	struct findings findings;
	if (strstr(path, ".txt")) {
		struct tsan_log log = {0};
		tsan_parse(text, len, &arena, &log);
		findings = log.findings;
	} else {
		struct valgrind_log log = {0};
		valgrind_parse(text, len, &arena, &log);
		findings = log.findings;
	}
	findings_identify(&findings, arena_printf(&arena, "src/%s.c", name), &source);
	return findings;
}

Test(fingerprint, compilers_agree_on_the_samples)
{
	static const char *const names[] = {"race", "race-heap", "race-stack", "race-tls",
		"race-fd", "race-external", "use-after-free", "use-after-free-own", "thread-leak",
		"lock-order", "lock-order-ring", "destroy-locked", "double-lock", "bad-unlock",
		"invalid-object", "rwlock-annotated", "signal-unsafe", "errno-spoiled",
		"fork-child", "crash"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct findings one =
			sample(arena_printf(&arena, "tsan-clang14/%s.txt", names[i]), names[i]);
		struct findings two =
			sample(arena_printf(&arena, "tsan-gcc12/%s.txt", names[i]), names[i]);
		struct findings three =
			sample(arena_printf(&arena, "tsan-clang19/%s.txt", names[i]), names[i]);
		cr_expect_gt(one.count, 0, "%s", names[i]);
		cr_expect_eq(one.count, two.count, "%s", names[i]);
		cr_expect_eq(one.count, three.count, "%s", names[i]);
		for (size_t k = 0; k < one.count && k < two.count && k < three.count; k++) {
			cr_expect_str_eq(
				one.items[k].fingerprint, two.items[k].fingerprint, "%s", names[i]);
			cr_expect_str_eq(one.items[k].fingerprint, three.items[k].fingerprint, "%s",
				names[i]);
		}
	}
}

Test(fingerprint, tools_agree_on_a_race_of_one_line)
{
	struct findings tsan = sample("tsan-clang14/race-heap.txt", "race-heap");
	struct findings helgrind = sample("helgrind/race-heap.xml", "race-heap");
	cr_assert_eq(tsan.count, 1);
	cr_assert_eq(helgrind.count, 1);
	cr_assert_str_eq(tsan.items[0].fingerprint, helgrind.items[0].fingerprint);
}

Test(fingerprint, the_child_and_the_parent_have_one_bug)
{
	cr_assert_eq(sample("tsan-clang14/fork-child.txt", "fork-child").count, 1);
	cr_assert_eq(sample("helgrind/fork-child.xml", "fork-child").count, 1);
}

Test(fingerprint, three_bugs_of_one_function_are_three)
{
	cr_assert_eq(sample("tsan-clang14/invalid-object.txt", "invalid-object").count, 3);
}

static void
check_source(const char *text, size_t line, const char *expected)
{
	struct source s = source_read(&arena, text, strlen(text));
	cr_assert_leq(line, s.count);
	cr_expect_str_eq(s.lines[line - 1].text, expected);
}

Test(source, comments_go)
{
	check_source("a = 1; // b", 1, "a=1;");
	check_source("a /* b */ = 1;", 1, "a=1;");
	check_source("/* a\n b */ c\n", 2, "c");
	check_source("int/**/a;", 1, "int a;");
	check_source("a // b\\\n c\nd", 2, "");
	check_source("a // b\\\n c\nd", 3, "d");
}

Test(source, literals_stay)
{
	check_source("f(\"a  // b\", '\\'', '\"'); // c", 1, "f(\"a  // b\",'\\'','\"');");
	check_source("f(\"\\\"/* \"); /* x */", 1, "f(\"\\\"/* \");");
	check_source("f(\"never closed\ng; // x", 2, "g;");
}

Test(source, lines_are_counted_as_editors_do)
{
	cr_assert_eq(source_read(&arena, "a\nb\n", 4).count, 2);
	cr_assert_eq(source_read(&arena, "a\nb", 3).count, 2);
	cr_assert_eq(source_read(&arena, "", 0).count, 0);
	cr_assert_eq(source_read(&arena, "\n", 1).count, 1);
}

Test(source, unbalanced_braces_end_with_the_next_function)
{
	const char *text = "#if A\nvoid f(void) {\n#else\nvoid f(int a) {\n#endif\nx;\n}\nvoid "
			   "g(void)\n{\nx;\n}\n";
	struct source s = source_read(&arena, text, strlen(text));
	cr_assert_neq(s.lines[5].block, s.lines[9].block);
}
