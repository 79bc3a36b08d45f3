// SPDX-License-Identifier: MIT
#include "header.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "problem.h"
#include "tag.h"

static struct arena arena;
static struct problems problems;
static struct testcase testcase;
static struct program program;
static struct header header;

static void
clean(void)
{
	arena_free(&arena);
	problems = (struct problems){.arena = &arena};
	testcase = (struct testcase){0};
	program = (struct program){0};
}

TestSuite(header, .init = clean, .fini = clean);

static void
read_bytes(enum program_role role, const char *text, size_t len)
{
	clean();
	program = (struct program){.role = role, .file = "x.c", .text = text, .text_len = len};
	header_read(&header, role == PROGRAM_FIX ? NULL : &testcase, &program, &arena, &problems);
}

/* A file whose header has these lines after title and story. */
static void
read_tags(enum program_role role, const char *tags)
{
	static char text[8192];
	snprintf(text, sizeof text,
		"// SPDX-License-Identifier: MIT\n/*\n * T: x.\n *\n * Story.\n *\n%s */\nint x;\n",
		tags);
	read_bytes(role, text, strlen(text));
}

static void
dump(void)
{
	for (size_t i = 0; i < problems.count; i++) {
		fprintf(stderr, "%s:%d: %s\n", problems.items[i].file, problems.items[i].line,
			problems.items[i].text);
	}
}

static void
expect_problem(const char *input, int line, const char *part)
{
	cr_expect_not(header.sound, "sound: %s", input);
	for (size_t i = 0; i < problems.count; i++) {
		if (problems.items[i].line == line && strstr(problems.items[i].text, part)) {
			return;
		}
	}
	dump();
	cr_expect_fail("no problem `%s` on line %d of:\n%s", part, line, input);
}

static void
expect_sound(const char *input)
{
	dump();
	cr_expect(header.sound, "not sound: %s", input);
}

Test(header, title_story_and_place_of_the_comment)
{
	const char *text = "// SPDX-License-Identifier: MIT\n/*\n * Name: a sentence.\n *\n * "
			   "One.\n *   Two.\n *\n"
			   " *\n * Three.\n *\n * @level 1\n */\n";
	read_bytes(PROGRAM_BROKEN, text, strlen(text));
	expect_sound(text);
	cr_expect_str_eq(program.title, "Name: a sentence.");
	cr_expect_str_eq(program.story, "One.\n  Two.\n\n\nThree.");
	cr_expect_eq(header.first, 2);
	cr_expect_eq(header.last, 12);
	cr_expect_eq(header.title_line, 3);
	cr_expect_eq(header.story_line, 5);
	cr_expect_eq(header_line(&header, "level"), 11);
	cr_expect_eq(header_line(&header, "cwe"), 3);
}

Test(header, every_tag_of_a_broken_program)
{
	read_tags(PROGRAM_BROKEN,
		" * @level\t3\n * @cwe 366  362\n * @topic T0 T4\n * @origin httpd 25520\n"
		" * @stdout a\\n b\\t\\\\c\n * @stdout other\n * @outcome late\n"
		" * @explore weak preempt=2\n * @explore\n * @hint One?\n * @hint Two?\n");
	cr_expect_eq(problems.count, 1, "the second @explore is one too many");
	cr_expect_eq(testcase.level, 3);
	cr_assert_eq(testcase.cwe_count, 2);
	cr_expect_eq(testcase.cwes[1], 362);
	cr_assert_eq(testcase.topic_count, 2);
	cr_expect_str_eq(testcase.topics[1], "T4");
	cr_expect_str_eq(testcase.origin, "httpd 25520");
	cr_assert_eq(program.output_count, 2);
	cr_expect_str_eq(program.outputs[0], "a\n b\t\\c");
	cr_expect_str_eq(program.outputs[1], "other");
	cr_expect_str_eq(program.outcomes[0], "late");
	cr_expect(program.explore.weak && !program.explore.spurious && !program.explore.timeouts);
	cr_expect_eq(program.explore.preempt, 2);
	cr_assert_eq(testcase.hint_count, 2);
	cr_expect_str_eq(testcase.hints[1], "Two?");
}

Test(header, every_tag_of_a_fix)
{
	read_tags(PROGRAM_FIX,
		" * @how a\n * @why b\n *      c\n * @cost d\n * @large-diff e\n"
		" * @false-alarm drd race(x, y) 20%: f: g\n * @unable tsan: h\n * @outcome i\n");
	expect_sound("a fix");
	cr_expect_str_eq(program.fix_how, "a");
	cr_expect_str_eq(program.why, "b c");
	cr_expect_str_eq(program.cost, "d");
	cr_expect_str_eq(program.large_diff, "e");
	cr_assert_eq(program.alarm_count, 1);
	cr_expect_eq(program.alarms[0].label_count, 2);
	cr_expect_eq(program.alarms[0].quant.percent, 20);
	cr_expect_str_eq(program.alarms[0].reason, "f: g");
	cr_assert_eq(program.silence_count, 1);
	cr_expect(program.silences[0].unable);
}

static const struct {
	const char *value;
	enum detector detector;
	enum kind kind;
	size_t labels;
	int percent; /* 0: may */
} claims[] = {
	{"tsan race(hits)", DET_TSAN, KIND_RACE, 1, 90},
	{"tsan  race( hits , misses-2 )   34%", DET_TSAN, KIND_RACE, 2, 34},
	{"helgrind lock-order (a) may", DET_HELGRIND, KIND_LOCK_ORDER, 1, 0},
	{"drd bad-unlock 10%", DET_DRD, KIND_BAD_UNLOCK, 0, 10},
	{"native wrong-result may", DET_NATIVE, KIND_WRONG_RESULT, 0, 0},
	{"native hang", DET_NATIVE, KIND_HANG, 0, 90},
	{"explore race(a)99%", DET_EXPLORE, KIND_RACE, 1, 99},
};

Test(header, expectations)
{
	for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
		char line[200];
		snprintf(line, sizeof line, " * @expect %s\n", claims[i].value);
		read_tags(PROGRAM_BROKEN, line);
		expect_sound(line);
		cr_assert_eq(program.expect_count, 1, "%s", line);
		const struct claim *c = &program.expects[0];
		cr_expect_eq(c->detector, claims[i].detector, "%s", line);
		cr_expect_eq(c->kind, claims[i].kind, "%s", line);
		cr_expect_eq(c->label_count, claims[i].labels, "%s", line);
		cr_expect_eq(c->quant.may, claims[i].percent == 0, "%s", line);
		cr_expect_eq(c->quant.percent, claims[i].percent, "%s", line);
		cr_expect_eq(c->line, 7);
	}
}

static const struct {
	const char *tag;
	const char *part; /* of the message */
} wrong[] = {
	{"@expct tsan race(a)", "did you mean `expect`?"},
	{"@level 0", "1 (easy) to 4"},
	{"@level 5", "1 (easy) to 4"},
	{"@level 1 2", "1 (easy) to 4"},
	{"@level", "says nothing"},
	{"@cwe CWE-366", "no CWE number"},
	{"@cwe 366 366", "twice"},
	{"@cwe 99999", "no CWE number"},
	{"@topic T5", "known: T0"},
	{"@topic T1 T1", "twice"},
	{"@stdout a\\x", "unknown escape `\\x`"},
	{"@stdout a\\", "unknown escape"},
	{"@explore weka", "did you mean `weak`?"},
	{"@explore wxyz", "known: weak"},
	{"@explore spurius", "did you mean `spurious`?"},
	{"@explore preempt=0", "nothing the explorer knows"},
	{"@explore preempt=100", "nothing the explorer knows"},
	{"@expect", "says nothing"},
	{"@expect tsn race(a)", "did you mean `tsan`?"},
	{"@expect race(a)", "unknown detector"},
	{"@expect tsan", "unknown kind"},
	{"@expect tsan rice(a)", "did you mean `race`?"},
	{"@expect tsan unknown", "unknown kind"},
	{"@expect tsan race(A)", "no label"},
	{"@expect tsan race()", "no label"},
	{"@expect tsan race(a", "`)` is missing"},
	{"@expect tsan race(a,)", "no label"},
	{"@expect tsan race(a b)", "`)` is missing"},
	{"@expect tsan race(a, a)", "twice"},
	{"@expect tsan race(a) maybe", "says no rate"},
	{"@expect tsan race(a) 9%", "says no rate"},
	{"@expect tsan race(a) 100%", "says no rate"},
	{"@expect tsan race(a) 05%", "says no rate"},
	{"@expect tsan race(a) 50", "says no rate"},
	{"@expect tsan race(a) may may", "does not belong"},
	{"@expect tsan race(a): why", "does not belong"},
	{"@false-alarm tsan race: why", "write `race(LABEL): why`"},
	{"@false-alarm helgrind api-error may: why", "write `api-error(LABEL): why`"},
	{"@false-alarm tsan race(a)", "lacks its reason"},
	{"@false-alarm tsan race(a):", "lacks its reason"},
	{"@misses tsan", "lacks its reason"},
	{"@misses tsan because", "lacks its reason"},
	{"@misses tsan:", "lacks its reason"},
	{"@misses nobody: why", "unknown detector"},
	{"@unable drd", "lacks its reason"},
	{"@how x", "no place in a broken program"},
	{"@large-diff x", "no place in a broken program"},
	{"@level 1\n * @level 1", "twice"},
	{"@stdout x\n * @stdout x", "twice"},
	{"@hint x\n * loose text", "text after the tags"},
};

Test(header, what_is_wrong_is_said)
{
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		char line[200];
		snprintf(line, sizeof line, " * %s\n", wrong[i].tag);
		read_tags(PROGRAM_BROKEN, line);
		expect_problem(line, strchr(wrong[i].tag, '\n') ? 8 : 7, wrong[i].part);
		cr_expect_eq(problems.count, 1, "%zu problems: %s", problems.count, line);
	}
}

Test(header, each_tag_only_where_it_belongs)
{
	const struct tag_rule *rule;
	for (size_t i = 0; (rule = tag_row(i)); i++) {
		for (enum program_role role = PROGRAM_BROKEN; role <= PROGRAM_BENIGN; role++) {
			char line[200];
			snprintf(line, sizeof line, " * @%s 1\n", rule->name);
			read_tags(role, line);
			bool misplaced =
				problems.count && strstr(problems.items[0].text, "no place in");
			cr_expect_eq(misplaced, !(rule->allowed & (1u << role)), "@%s, role %d",
				rule->name, role);
			cr_expect_eq(header_count(&header, rule->name), 1);
		}
	}
}

Test(header, the_table_and_its_names_agree)
{
	size_t i = 0;
	for (; tag_row(i); i++) {
		cr_assert_str_eq(tag_names()[i], tag_row(i)->name);
		cr_expect_eq(tag_find(tag_names()[i]), tag_row(i));
	}
	cr_expect_null(tag_names()[i]);
	cr_expect_null(tag_find("nothing"));
}

Test(header, a_value_goes_on_where_it_is_indented_further)
{
	read_tags(PROGRAM_BROKEN,
		" * @misses tsan: one\n *          two\n *  three\n *\n * @hint a\n");
	expect_sound("continued");
	cr_expect_str_eq(program.silences[0].reason, "one two three");
	read_tags(PROGRAM_BROKEN, " * @hint a\n *   @level 2\n");
	cr_expect_eq(testcase.level, 2, "a tag is a tag, indented or not");
	read_tags(PROGRAM_BROKEN, " * @hint a\n *\n *   b\n");
	expect_problem("a continuation after an empty line", 9, "text after the tags");
}

static const struct {
	const char *text;
	int line;
	const char *part;
} shapes[] = {
	{"", 1, "no header comment"},
	{"int x;\n", 1, "no header comment"},
	{"// SPDX-License-Identifier: MIT\n", 1, "no header comment"},
	{"// a\n// b\n/*\n * T: x.\n */\n", 1, "no header comment"},
	{"// a\n/*\n * no end", 1, "no header comment"},
	{"// a\n/*/\n", 1, "no header comment"},
	{"// a\n/* T: x. */\n", 2, "a line of only `/*`"},
	{"// a\n/* T: x.\n */\n", 2, "a line of only `/*`"},
	{"// a\n/*\n * T: x. */\n", 3, "a line of only ` */`"},
	{"// a\n/*\n * T: x.\n */ int x;\n", 4, "a line of only ` */`"},
	{"// a\n/*\n * T: x.\n\n */\n", 4, "begins with ` *`"},
	{"// a\n/*\n T: x.\n */\n", 3, "begins with ` *`"},
	{"// a\n/*\n */\n", 2, "no title"},
	{"// a\n/*\n * @level 1\n */\n", 2, "no title"},
	{"// a\n/*\n * T: x\n * y.\n */\n", 4, "the title is one line"},
	{"// a\r\n/*\r\n * T: x.\r\n */\r\n", 1, "carriage return"},
	{"// a\n/*\n * T: \xff.\n */\n", 3, "not UTF-8"},
	{"// a\n/*\n * T: \xc3", 3, "not UTF-8"},
};

Test(header, other_shapes_are_refused)
{
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		read_bytes(PROGRAM_BROKEN, shapes[i].text, strlen(shapes[i].text));
		expect_problem(shapes[i].text, shapes[i].line, shapes[i].part);
		cr_expect_eq(problems.count, 1, "%s", shapes[i].text);
		cr_expect_not_null(program.title);
		cr_expect_not_null(program.story);
	}
}

Test(header, a_nul_byte_is_refused_and_nothing_else_is_said)
{
	static const char text[] = "// a\n/*\n * T: x.\n\0 */\n";
	read_bytes(PROGRAM_BROKEN, text, sizeof text - 1);
	expect_problem("NUL", 4, "NUL byte");
	cr_expect_not(header.readable);
	cr_expect_eq(problems.count, 1);
}

Test(header, a_header_may_be_the_first_line)
{
	const char *text = "/*\n * T: x.\n */\nint x;\n";
	read_bytes(PROGRAM_BROKEN, text, strlen(text));
	expect_sound(text);
	cr_expect_eq(header.first, 1);
}

Test(header, very_long_lines_and_very_many_problems)
{
	enum { LONG = 1 << 20 };
	char *text = malloc(LONG + 100);
	size_t len = (size_t)sprintf(text, "// a\n/*\n * T: x.\n *\n * @hint ");
	memset(text + len, 'x', LONG);
	strcpy(text + len + LONG, "\n */\n");
	read_bytes(PROGRAM_BROKEN, text, strlen(text));
	expect_sound("a long hint");
	cr_expect_eq(strlen(testcase.hints[0]), LONG);
	for (size_t i = 0; i + 10 < LONG; i += 10) {
		memcpy(text + len + i, "\n * @bad x", 10);
	}
	read_bytes(PROGRAM_BROKEN, text, strlen(text));
	cr_expect_eq(problems.count, PROBLEMS_A_FILE);
	cr_expect(strstr(problems.items[PROBLEMS_A_FILE - 1].text, "more is wrong"));
	for (size_t i = 0; i + 10 < LONG; i += 10) {
		memcpy(text + len + i, "\n * @hint ", 10);
		memcpy(text + len + i + 9, "y", 1);
	}
	read_bytes(PROGRAM_BROKEN, text, strlen(text));
	cr_expect(problems.count > 0);
	free(text);
}
