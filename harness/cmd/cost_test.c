// SPDX-License-Identifier: MIT
/* `hazard run --cost`: every fix has a cost, whether its program repeats its work or is done at once. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <string.h>

#include "cli.h"

static struct cli c;
static json_t *results;

static void
begin(void)
{
	cli_begin(&c);
}

static void
end(void)
{
	json_decref(results);
	cli_end(&c);
}

TestSuite(cli_cost, .init = begin, .fini = end, .timeout = 280);

static void
run_with_cost(void)
{
	c.limit_s = 240;
	CLI(&c, "run", "--detectors", "native", "--iterations", "1", "--cost", "--seed", "1");
	results = json_loads(cli_read(&c, "hazard-report/results.json"), 0, NULL);
	cr_assert_not_null(results);
}

/* Of program number `i` of the only case: 0 is the broken one. */
static const json_t *
cost_of(size_t i)
{
	const json_t *one = json_array_get(json_object_get(results, "cases"), 0);
	return json_object_get(json_array_get(json_object_get(one, "programs"), i), "cost");
}

static const char *
sentence_of(size_t i)
{
	return json_string_value(json_object_get(cost_of(i), "sentence"));
}

static double
ratio_of(size_t i)
{
	cr_assert(json_is_true(json_object_get(cost_of(i), "measured")), "%s", sentence_of(i));
	return json_number_value(json_object_get(cost_of(i), "ratio"));
}

Test(cli_cost, of_a_program_that_repeats_its_work)
{
	cli_case(&c, "data-race/lost-update");
	run_with_cost();
	for (size_t i = 1; i <= 3; i++) {
		cr_expect_gt(ratio_of(i), 0);
		cr_expect_null(strstr(sentence_of(i), "start of a process"), "%s", sentence_of(i));
	}
	cr_expect(cli_prints(&c, "What the fixes cost"));
}

/* Ten times the repetitions that it has may be a thousand times too many. */
Test(cli_cost, of_a_program_that_repeats_little)
{
	cli_case(&c, "lost-wakeup/if-not-while");
	run_with_cost();
	cr_expect_gt(ratio_of(1), 0);
}

Test(cli_cost, of_a_program_that_is_done_at_once)
{
	cli_case(&c, "deadlock/lock-order");
	run_with_cost();
	cr_expect_gt(ratio_of(1), 0);
	cr_expect_gt(ratio_of(2), 0);
}

/* 50 ms beside a program that takes one. */
Test(cli_cost, of_a_fix_that_holds_everything_up_shows)
{
	cli_case(&c, "deadlock/lock-order");
	cli_edit(&c, "catalog/fixes/deadlock/lock-order.one-lock.c", "#include <pthread.h>",
		"#define _GNU_SOURCE\n#include <pthread.h>\n#include <unistd.h>");
	cli_edit(&c, "catalog/fixes/deadlock/lock-order.one-lock.c",
		"	pthread_join(refunder, NULL);",
		"	usleep(50000);\n	pthread_join(refunder, NULL);");
	run_with_cost();
	cr_expect_gt(ratio_of(1), 2 * ratio_of(2));
}
