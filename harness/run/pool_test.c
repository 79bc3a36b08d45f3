// SPDX-License-Identifier: MIT
#include "pool.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "run_rig.h"
#include "tree.h"

TestSuite(pool, .timeout = 120);

/* What the tests' `done` functions count. */
struct tally {
	int done, left, exited, interrupted, alone;
	int codes; /* sum of exit codes */
	int64_t wall_ns;
};

static void
count(struct pool *p, const struct spawn_spec *spec, const struct run_result *r)
{
	struct tally *t = p->options.user;
	t->done++;
	t->exited += r->end == RUN_EXITED;
	t->interrupted += r->end == RUN_INTERRUPTED;
	t->codes += r->exit_code;
	t->wall_ns += r->wall_ns;
	if (t->left > 0) {
		t->left--;
		cr_assert(pool_submit(p, spec));
	}
}

static void
open_pool(struct pool *p, int jobs, pool_done *done, void *user)
{
	cr_assert(pool_init(p, &(struct pool_options){.jobs = jobs, .done = done, .user = user}));
}

Test(pool, empty)
{
	struct pool p;
	struct tally t = {0};
	open_pool(&p, 0, count, &t);
	cr_assert_eq(p.options.jobs, pool_cpus());
	cr_assert_eq(pool_run(&p), POOL_EMPTY);
	pool_finish(&p);
	pool_finish(&p);
	cr_assert_eq(t.done, 0);
}

Test(pool, jobs_run_side_by_side)
{
	struct pool p;
	struct tally t = {0};
	open_pool(&p, 4, count, &t);
	const char *const *argv = HOSTILE_ARGV("sleep", "0.3");
	for (int i = 0; i < 8; i++) {
		pool_submit(&p, &(struct spawn_spec){.argv = argv});
	}
	int64_t start = clock_now();
	cr_assert_eq(pool_run(&p), POOL_EMPTY);
	int64_t took = clock_now() - start;
	pool_finish(&p);
	cr_assert_eq(t.exited, 8);
	cr_assert_geq(took, 600 * INT64_C(1000000));
	cr_assert_lt(took, 1500 * INT64_C(1000000));
}

Test(pool, each_result_belongs_to_its_spec)
{
	struct pool p;
	struct tally t = {0};
	open_pool(&p, 3, count, &t);
	const char *codes[] = {"1", "2", "4", "8", "16", "32", "64", "128"};
	const char *argv[8][4];
	for (int i = 0; i < 8; i++) {
		memcpy(argv[i], HOSTILE_ARGV("exit", codes[i]), sizeof argv[i]);
		pool_submit(&p, &(struct spawn_spec){.argv = argv[i]});
	}
	pool_run(&p);
	pool_finish(&p);
	cr_assert_eq(t.codes, 255);
}

Test(pool, a_thousand_children_leak_nothing)
{
	struct pool p;
	struct tally t = {.left = 998};
	int before = rig_descriptors();
	open_pool(&p, 2, count, &t);
	int open = 0;
	pool_submit(&p, &(struct spawn_spec){.argv = HOSTILE_ARGV("exit", "0")});
	pool_submit(&p, &(struct spawn_spec){.argv = HOSTILE_ARGV("exit", "0")});
	cr_assert_eq(pool_run(&p), POOL_EMPTY);
	open = rig_descriptors();
	cr_assert_eq(t.exited, 1000);
	cr_assert_eq(open, before + 2, "%d descriptors besides the keepers'", open - before - 2);
	cr_assert_eq(rig_children(), 2, "only keepers");
	pool_finish(&p);
	cr_assert_eq(rig_descriptors(), before);
	cr_assert_eq(rig_children(), 0);
	cr_assert_eq(waitpid(-1, NULL, WNOHANG), -1, "no zombie");
}

static void
see_alone(struct pool *p, const struct spawn_spec *spec, const struct run_result *r)
{
	struct tally *t = p->options.user;
	t->done++;
	t->exited += r->end == RUN_EXITED;
	if (spec->alone) {
		cr_assert_eq(p->busy, 0, "nothing else runs");
		t->alone++;
	}
	if (t->left > 0) { /* more for both queues while the alone ones run */
		t->left--;
		pool_submit(p, &(struct spawn_spec){.argv = spec->argv, .alone = t->left % 2});
	}
}

Test(pool, alone_means_alone)
{
	struct pool p;
	struct tally t = {.left = 20};
	open_pool(&p, 3, see_alone, &t);
	const char *const *argv = HOSTILE_ARGV("sleep", "0.02");
	for (int i = 0; i < 12; i++) {
		pool_submit(&p, &(struct spawn_spec){.argv = argv, .alone = i % 3 == 0});
	}
	cr_assert_eq(pool_run(&p), POOL_EMPTY);
	pool_finish(&p);
	cr_assert_eq(t.exited, 32);
	cr_assert_eq(t.alone, 14);
}

Test(pool, goes_on_after_a_child_that_cannot_start)
{
	struct pool p;
	struct tally t = {0};
	open_pool(&p, 1, count, &t);
	pool_submit(&p, &(struct spawn_spec){.argv = (const char *const[]){"/nowhere/x", NULL}});
	pool_submit(&p, &(struct spawn_spec){.argv = HOSTILE_ARGV("exit", "0")});
	cr_assert_eq(pool_run(&p), POOL_EMPTY);
	pool_finish(&p);
	cr_assert_eq(t.done, 2);
	cr_assert_eq(t.exited, 1);
}

Test(pool, goes_on_after_a_lost_keeper)
{
	struct pool p;
	struct tally t = {0};
	open_pool(&p, 2, count, &t);
	pool_submit(&p, &(struct spawn_spec){.argv = HOSTILE_ARGV("kill-parent", "9")});
	pool_submit(&p, &(struct spawn_spec){.argv = HOSTILE_ARGV("daemon", "0.8")});
	pool_submit(&p, &(struct spawn_spec){.argv = HOSTILE_ARGV("exit", "0")});
	pool_submit(&p, &(struct spawn_spec){.argv = HOSTILE_ARGV("exit", "0")});
	cr_assert_eq(pool_run(&p), POOL_EMPTY);
	pool_finish(&p);
	cr_assert_eq(t.done, 4);
	cr_assert_eq(t.exited, 3, "the others were not touched");
}

Test(pool, leaves_children_from_before_alone)
{
	pid_t mine = fork();
	if (mine == 0) {
		pause();
		_exit(0);
	}
	struct rig r = rig_run(&(struct spawn_spec){.argv = HOSTILE_ARGV("kill-parent", "9")});
	cr_assert_eq(r.result.end, RUN_LOST);
	rig_free(&r);
	cr_assert_eq(waitpid(mine, NULL, WNOHANG), 0, "still there");
	kill(mine, SIGKILL);
	cr_assert_eq(waitpid(mine, NULL, 0), mine);
}

Test(pool, an_idle_keeper_that_died_is_replaced)
{
	struct pool p;
	struct tally t = {0};
	pid_t keeper;
	open_pool(&p, 1, count, &t);
	pool_submit(&p, &(struct spawn_spec){.argv = HOSTILE_ARGV("exit", "0")});
	pool_run(&p);
	cr_assert_eq(rig_children(), 1);
	cr_assert_eq(tree_children(getpid(), 0, &keeper, 1), 1);
	kill(keeper, SIGKILL);
	siginfo_t info;
	cr_assert_eq(waitid(P_PID, (id_t)keeper, &info, WEXITED | WNOWAIT), 0, "it is dead now");
	pool_submit(&p, &(struct spawn_spec){.argv = HOSTILE_ARGV("exit", "0")});
	pool_run(&p);
	pool_finish(&p);
	cr_assert_eq(t.exited, 2);
}

Test(pool, deadline)
{
	struct pool p;
	struct tally t = {0};
	struct pool_options o = {.jobs = 2, .done = count, .user = &t};
	o.deadline_ns = clock_now() + 300 * INT64_C(1000000);
	cr_assert(pool_init(&p, &o));
	const char *const *argv = HOSTILE_ARGV("sleep", "30");
	for (int i = 0; i < 5; i++) {
		pool_submit(&p, &(struct spawn_spec){.argv = argv});
	}
	cr_assert_eq(pool_run(&p), POOL_OUT_OF_TIME);
	cr_assert_not(pool_submit(&p, &(struct spawn_spec){.argv = HOSTILE_ARGV("exit", "0")}));
	pool_finish(&p);
	cr_assert_eq(t.done, 5);
	cr_assert_eq(t.interrupted, 5);
}

static void
stop_at_first(struct pool *p, const struct spawn_spec *spec, const struct run_result *r)
{
	(void)spec;
	struct tally *t = p->options.user;
	t->done++;
	t->interrupted += r->end == RUN_INTERRUPTED;
	pool_stop(p);
}

Test(pool, stop)
{
	struct pool p;
	struct tally t = {0};
	open_pool(&p, 2, stop_at_first, &t);
	pool_submit(&p, &(struct spawn_spec){.argv = HOSTILE_ARGV("exit", "0")});
	pool_submit(&p, &(struct spawn_spec){.argv = HOSTILE_ARGV("sleep", "30")});
	pool_submit(&p, &(struct spawn_spec){.argv = HOSTILE_ARGV("sleep", "30")});
	cr_assert_eq(pool_run(&p), POOL_STOPPED);
	pool_finish(&p);
	cr_assert_eq(t.done, 3);
	cr_assert_eq(t.interrupted, 2);
}
