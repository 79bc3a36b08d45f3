// SPDX-License-Identifier: MIT
/* Each test is a process of its own, so all children here are the test's. */
#include <criterion/criterion.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "run_rig.h"
#include "tree.h"

TestSuite(tree_kill, .timeout = 60);

enum { CROWD = 2000 };

static _Noreturn void
wait_for_death(int ready)
{
	(void)!write(ready, "", 1);
	alarm(30);
	for (;;) {
		pause();
	}
}

/* Returns when `count` processes have said that they are there. */
static void
hear(int ready, int count)
{
	for (char c; count > 0; count--) {
		cr_assert_eq(read(ready, &c, 1), 1);
	}
}

static void
expect_killed(int count)
{
	for (int status; count > 0; count--) {
		cr_assert_gt(wait(&status), 0);
		cr_assert(WIFSIGNALED(status));
		cr_assert_eq(WTERMSIG(status), SIGKILL);
	}
	cr_assert_eq(wait(NULL), -1);
}

/* A signal to the group for each of its members would take some seconds. */
Test(tree_kill, takes_a_group_of_thousands_at_once)
{
	int ready[2];
	pid_t group = 0;
	cr_assert_eq(pipe(ready), 0);
	for (int i = 0; i < CROWD; i++) {
		pid_t pid = fork();
		cr_assert_geq(pid, 0);
		if (pid == 0) {
			setpgid(0, group);
			wait_for_death(ready[1]);
		}
		group = group ? group : pid;
		setpgid(pid, group);
	}
	hear(ready[0], CROWD);
	int64_t before = clock_cpu_self();
	cr_assert_eq(tree_kill(), CROWD);
	int64_t used = clock_cpu_self() - before;
	expect_killed(CROWD);
	cr_assert_lt(used, CLOCK_NS_PER_S / 4, "%lld ns", (long long)used);
}

Test(tree_kill, spares_its_own_group)
{
	int ready[2];
	cr_assert_eq(pipe(ready), 0);
	if (fork() == 0) {
		wait_for_death(ready[1]);
	}
	hear(ready[0], 1);
	cr_assert_eq(tree_kill(), 1);
	expect_killed(1);
	cr_assert_eq(tree_kill(), 0);
}

/* Three generations, each in a session of its own, in one pass. */
Test(tree_kill, reaches_all_below)
{
	int ready[2];
	cr_assert_eq(pipe(ready), 0);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	if (fork() == 0) {
		setsid();
		if (fork() == 0) {
			setsid();
			if (fork() == 0) {
				setsid();
			}
		}
		wait_for_death(ready[1]);
	}
	hear(ready[0], 3);
	cr_assert_eq(tree_kill(), 3);
	expect_killed(3);
}
