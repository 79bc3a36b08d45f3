// SPDX-License-Identifier: MIT
#include "launch.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "clock.h"
#include "result_check.h"

#define FAKE HAZARD_BUILD "/harness/explore/fake_explored"

static struct arena arena;
static struct launch run;

static enum launch_end
launch(const char *mode)
{
	static struct launch_program program;
	const char **argv = arena_alloc(&arena, 3, sizeof *argv);
	argv[0] = FAKE;
	argv[1] = mode;
	program = (struct launch_program){.argv = argv};
	run = (struct launch){.program = &program, .config = {.time_limit = CLOCK_NS_PER_S}};
	cr_assert(launch_run(&arena, &run, 1, NULL));
	return run.end;
}

static void
finish(void)
{
	launch_finish(&run);
	arena_free(&arena);
}

TestSuite(launch, .fini = finish);

Test(launch, whole_results_come_back)
{
	cr_assert_eq(launch("right"), LAUNCH_DONE, "%s", run.says);
	cr_expect_eq(run.proto->progress.schedules, 10);
	cr_expect_str_eq(run.proto->failures[0].message, "wrong: 1");
}

Test(launch, what_was_found_survives_the_program)
{
	cr_assert_eq(launch("dies"), LAUNCH_CUT);
	cr_assert_not_null(run.proto);
	cr_expect_eq(run.proto->result.failure_count, 1);
	cr_expect_not_null(strstr(run.says, "KILL"));
}

Test(launch, a_program_without_the_library_is_told)
{
	cr_expect_eq(launch("apart"), LAUNCH_UNATTACHED);
	cr_expect_null(run.proto);
}

Test(launch, the_library_says_why_it_could_not_begin)
{
	cr_expect_eq(launch("setup"), LAUNCH_SETUP);
	cr_expect_str_eq(run.says, "no room");
}

Test(launch, results_that_do_not_hold_together_are_refused)
{
	static const char *const modes[] = {"counts", "choices", "text", "magic", "sum"};
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		cr_expect_eq(launch(modes[i]), LAUNCH_REFUSED, "%s", modes[i]);
		cr_expect_null(run.proto, "%s", modes[i]);
		cr_expect_gt(strlen(run.says), 10, "%s", modes[i]);
		launch_finish(&run);
	}
}

Test(launch, the_file_can_not_be_cut_short)
{
	cr_expect_eq(launch("shrinks"), LAUNCH_DONE);
	cr_expect_not_null(run.proto);
}

Test(launch, several_run_side_by_side)
{
	struct launch runs[3] = {0};
	const char *const argv[] = {FAKE, "right", NULL};
	struct launch_program program = {.argv = argv};
	for (int i = 0; i < 3; i++) {
		runs[i].program = &program;
	}
	cr_assert(launch_run(&arena, runs, 3, NULL));
	for (int i = 0; i < 3; i++) {
		cr_expect_eq(runs[i].end, LAUNCH_DONE);
		launch_finish(&runs[i]);
	}
}

Test(launch, the_path_has_one_length)
{
	struct launch a = {0}, b = {0};
	char one[LAUNCH_PATH], two[LAUNCH_PATH];
	cr_assert(launch_open(&a, one) && launch_open(&b, two));
	cr_expect_eq(strlen(one), LAUNCH_PATH - 1);
	cr_expect_eq(strlen(two), LAUNCH_PATH - 1);
	cr_expect_str_neq(one, two);
	launch_finish(&a);
	launch_finish(&b);
}

static struct proto *
empty(void)
{
	struct proto *p = calloc(1, sizeof *p);
	p->magic = PROTO_MAGIC;
	p->version = PROTO_VERSION;
	p->size = sizeof *p;
	return p;
}

#define REFUSED(change)                                           \
	do {                                                      \
		const char *why;                                  \
		struct proto *p = empty();                        \
		cr_expect(result_check(p, true, &why));           \
		change;                                           \
		cr_expect(!result_check(p, true, &why), #change); \
		free(p);                                          \
	} while (0)

Test(result_check, every_bound_is_looked_at)
{
	REFUSED(p->version++);
	REFUSED(p->size--);
	REFUSED(p->state = 99);
	REFUSED(p->result.event_count = PROTO_EVENTS + 1);
	REFUSED(p->result.module_count = PROTO_MODULES + 1);
	REFUSED(p->result.shared_count = PROTO_SHARED + 1);
	REFUSED(p->progress.strategy = PROTO_STRATEGIES);
	REFUSED(p->progress.schedules = 1);
	REFUSED(p->result.bound = -2);
	REFUSED(memset(p->op_names[3], 'a', 24));
	REFUSED((p->result.module_count = 1, memset(p->modules[0].path, 'a', PROTO_PATH)));
	REFUSED(p->result.output_count = 1);
	REFUSED(p->result.failure_count = 1);
	REFUSED((p->result.event_count = 1, p->events[0].op = 200));
	REFUSED((p->result.event_count = 1, p->events[0].thread = PROTO_THREADS));
	REFUSED((p->result.thread_count = 1, p->threads[0].parent = -2));
}
