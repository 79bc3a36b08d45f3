// SPDX-License-Identifier: MIT
/* What is claimed of the explorer can be checked: schedules replayed many times, and the plan of a search. */
#include <criterion/criterion.h>
#include <string.h>

#include "cli.h"
#include "fs.h"

#define BROKEN "catalog/cases/data-race/lost-update.c"
#define MUTEX  "catalog/fixes/data-race/lost-update.mutex.c"

static struct cli c;

static void
begin(void)
{
	cli_begin(&c);
	c.limit_s = 100;
	cli_case(&c, "data-race/lost-update");
}

static void
end(void)
{
	cli_end(&c);
}

TestSuite(cli_prove, .init = begin, .fini = end, .timeout = 280);

/* The script over the test's catalogue, with less of everything. */
static void
prove(void)
{
	cli_env(&c, "HAZARD=%s", cli_program(&c));
	cli_env(&c, "PROVE_REPLAYS=60");
	cli_env(&c, "PROVE_SCHEDULES=3000");
	cli_run(&c, (const char *const[]){HAZARD_SOURCE "/scripts/prove-explorer", NULL});
}

Test(cli_prove, replays_are_counted_over_fresh_processes)
{
	CLI(&c, "explore", "--out", "found", "data-race/lost-update");
	const char **names = fs_list(&c.arena, cli_path(&c, "found"));
	cr_assert(names && names[0]);
	const char *file = cli_path(&c, "found/%s", names[0]);
	CLI(&c, "replay", "--times", "120", file);
	cli_ended(&c, 1, "120 of 120 replays with the same steps, in 3 fresh processes");
	CLI(&c, "replay", "--times", "0", file);
	cr_expect_eq(c.code, 2);
	cli_edit(&c, BROKEN, "hits += 1;", "hits += 1; hits += 0;");
	CLI(&c, "replay", "--times", "120", file);
	cli_ended(&c, 3, "has changed since this schedule was recorded");
}

Test(cli_prove, the_script_passes_what_is_right)
{
	prove();
	cli_ended(&c, 0, "0 failed");
	cr_expect(cli_prints(&c, "replayed 60 times each, the same each time"), "%s",
		buf_str(&c.out));
	cr_expect(cli_prints(&c, "3 right programs: 3 complete"), "%s", buf_str(&c.out));
}

Test(cli_prove, the_script_fails_a_broken_twin_in_a_fixs_place)
{
	const char *header = cli_read(&c, MUTEX), *code = cli_read(&c, BROKEN);
	const char *header_end = strstr(header, " */\n"), *code_begin = strstr(code, " */\n");
	cr_assert(header_end && code_begin);
	cli_write(&c, MUTEX,
		arena_printf(&c.arena, "%.*s%s", (int)(header_end - header), header, code_begin));
	prove();
	cli_ended(&c, 1, "1 failed");
	cr_expect(
		cli_prints(&c, "FAILED fixes/data-race/lost-update.mutex.c: exit 1, wrong result"),
		"%s", buf_str(&c.out));
}

Test(cli_prove, the_script_fails_a_case_that_does_not)
{
	cli_write(&c, BROKEN, cli_read(&c, MUTEX));
	cli_edit(&c, BROKEN, " * @how ", " * ");
	prove();
	cr_expect_eq(c.code, 1, "%s%s", buf_str(&c.out), buf_str(&c.err));
	cr_expect(cli_prints(&c, "FAILED "
				 "cases/data-race/lost-update.c"),
		"%s", buf_str(&c.out));
}

/* A loop that waits by looking makes a systematic search deep: it must not have all of a budget. */
Test(cli_prove, a_search_that_does_not_end_leaves_schedules_to_others)
{
	cli_write(&c, "limit.c",
		"#include <pthread.h>\n#include <sched.h>\n#include <stdatomic.h>\n"
		"static atomic_int in_use, inside, refused;\n"
		"static void *client(void *a)\n{\n"
		"\tfor (int i = 0; i < 2; i++) {\n"
		"\t\twhile (atomic_load(&in_use) >= 2) { sched_yield(); }\n"
		"\t\tatomic_fetch_add(&in_use, 1);\n"
		"\t\tif (atomic_fetch_add(&inside, 1) >= 2) { atomic_fetch_add(&refused, 1); }\n"
		"\t\tatomic_fetch_sub(&inside, 1);\n\t\tatomic_fetch_sub(&in_use, 1);\n\t}\n"
		"\treturn a;\n}\n"
		"int main(void)\n{\n\tpthread_t t[3];\n"
		"\tfor (int i = 0; i < 3; i++) { pthread_create(&t[i], NULL, client, NULL); }\n"
		"\tfor (int i = 0; i < 3; i++) { pthread_join(t[i], NULL); }\n"
		"\treturn refused != 0;\n}\n");
	CLI(&c, "cc", "-pthread", "limit.c", "-o", "limit");
	cr_assert_eq(c.code, 0, "%s", buf_str(&c.err));
	CLI(&c, "explore", "--all", "--schedules", "5000", "--format", "json", "--", "./limit");
	cli_ended(&c, 1, "\"schedules\": 5000");
	cr_expect(cli_prints(&c, "\"kind\": \"bad-exit\""));
	CLI(&c, "explore", "--strategy", "dpor", "--schedules", "5000", "--", "./limit");
	cli_ended(&c, 0, "UNKNOWN");
}
