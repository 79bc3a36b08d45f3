// SPDX-License-Identifier: MIT
#include "oracle.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <string.h>

#include "arena.h"
#include "case.h"

static struct arena arena;
static const char *outputs[] = {"no hit lost", "a\nb"};
static const struct program program = {.outputs = outputs, .output_count = 2};

/* A run that printed these and ended with `code`. */
static struct oracle_input
ran(const char *out, const char *err, int code)
{
	return (struct oracle_input){.exit_code = code,
		.out = out,
		.out_len = strlen(out),
		.err = err,
		.err_len = strlen(err)};
}

static void
expect_wrong(struct oracle_input in, enum kind kind, const char *evidence)
{
	struct oracle_answer answer = oracle_ask(&arena, &program, &in);
	cr_assert_not(answer.right);
	cr_assert_eq(answer.outcome, kind, "%s", kind_name(answer.outcome));
	cr_assert_str_eq(answer.evidence, evidence);
}

static void
expect_right(struct oracle_input in)
{
	cr_assert(oracle_ask(&arena, &program, &in).right);
}

Test(oracle, right_output_and_exit_0_is_right)
{
	expect_right(ran("no hit lost\n", "", 0));
	expect_right(ran("no hit lost", "a note\n", 0));
	expect_right(ran("a\nb\n", "", 0));
}

Test(oracle, another_output_is_a_wrong_result)
{
	expect_wrong(ran("", "", 0), KIND_WRONG_RESULT, "printed nothing");
	expect_wrong(ran("no hit lost\n\n", "", 0), KIND_WRONG_RESULT, "printed \"no hit lost\"");
	expect_wrong(ran("two hits lost\n", "", 0), KIND_WRONG_RESULT, "printed \"two hits lost\"");
	struct oracle_input cut = ran("no hit lost\n", "", 0);
	cut.out_cut = true;
	expect_wrong(cut, KIND_WRONG_RESULT, "printed \"no hit lost\"");
}

Test(oracle, the_programs_own_word_counts_whatever_it_exits_with)
{
	expect_wrong(
		ran("no hit lost\n", "wrong: 3 lost\nmore", 0), KIND_WRONG_RESULT, "wrong: 3 lost");
	expect_wrong(ran("", "note\nwrong: 3 lost", 1), KIND_WRONG_RESULT, "wrong: 3 lost");
	expect_right(ran("no hit lost\n", "not wrong: 3\n", 0));
}

Test(oracle, an_exit_code_alone_is_a_bad_exit_unless_it_is_the_detectors)
{
	struct oracle_input in = ran("no hit lost\n", "", 113);
	expect_wrong(in, KIND_BAD_EXIT, "exit 113");
	in.tool_exit = 113;
	expect_right(in);
	in.exit_code = 1;
	expect_wrong(in, KIND_BAD_EXIT, "exit 1");
}

Test(oracle, ends_that_are_no_exit)
{
	struct oracle_input in = ran("", "", 0);
	in.signal = SIGSEGV;
	expect_wrong(in, KIND_CRASH, "ended by SIGSEGV");
	in.hang = true;
	expect_wrong(in, KIND_HANG, "every thread waits for another, for ever");
	in.hang = false;
	in.spin = true;
	expect_wrong(in, KIND_SPIN, "used up its CPU time");
	in = ran("no hit lost\n", "", 113);
	in.tool_exit = 113;
	in.crashed = true;
	expect_wrong(in, KIND_CRASH, "crashed, as its detector saw");
}
