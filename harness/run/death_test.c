// SPDX-License-Identifier: MIT
/* The end of hazard itself, gentle and otherwise: no child of a child may survive it. */
#include <criterion/criterion.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "run_rig.h"

TestSuite(death, .timeout = 60);

enum { JOBS = 3 };

/* What a harness process says before it exits. */
struct verdict {
	enum pool_end end;
	int signal, done, interrupted, killed;
};

static const char *
token(void)
{
	static char text[64];
	if (!*text) {
		snprintf(text, sizeof text, "hz-token-%d", getpid());
	}
	return text;
}

static void
note(struct pool *p, const struct spawn_spec *spec, const struct run_result *r)
{
	(void)spec;
	struct verdict *v = p->options.user;
	v->done++;
	v->interrupted += r->end == RUN_INTERRUPTED;
	v->killed += r->signal == SIGKILL;
}

/* In a process of its own, as hazard would: three nasty children at once, one more waiting. */
static _Noreturn void
be_harness(const char *mode, int64_t grace_ns, int writer)
{
	struct pool p;
	struct verdict v = {0};
	setpgid(0, 0);
	if (!pool_init(&p, &(struct pool_options){.jobs = JOBS, .done = note, .user = &v})) {
		_exit(1);
	}
	struct spawn_spec spec = {.argv = HOSTILE_ARGV(mode, "40", token()), .grace_ns = grace_ns};
	for (int i = 0; i <= JOBS; i++) {
		pool_submit(&p, &spec);
	}
	v.end = pool_run(&p);
	v.signal = p.signal;
	pool_finish(&p);
	_exit(write(writer, &v, sizeof v) == sizeof v ? 0 : 1);
}

struct harness {
	pid_t pid;
	int reader;
};

/* Returns when `processes` with our token are there. */
static struct harness
start(const char *mode, int processes, int64_t grace_ns)
{
	int ends[2];
	token();
	cr_assert_eq(pipe(ends), 0);
	pid_t pid = fork();
	if (pid == 0) {
		be_harness(mode, grace_ns, ends[1]);
	}
	close(ends[1]);
	cr_assert_eq(rig_count(token(), processes, 10000), processes);
	return (struct harness){pid, ends[0]};
}

static void
expect_none_left(void)
{
	cr_assert_eq(rig_count(token(), 0, 10000), 0);
}

static struct verdict
hear(const struct harness *h)
{
	struct verdict v;
	int status;
	cr_assert_eq(waitpid(h->pid, &status, 0), h->pid);
	cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	cr_assert_eq(read(h->reader, &v, sizeof v), (ssize_t)sizeof v);
	cr_assert_eq(rig_count(token(), 0, 0), 0);
	return v;
}

/* A child and its daemon: the middle process has ended when the child sleeps. */
enum { WITH_DAEMONS = 2 * JOBS };

Test(death, by_sigkill)
{
	struct harness h = start("daemon", WITH_DAEMONS, 0);
	poll(NULL, 0, 100);
	kill(h.pid, SIGKILL);
	waitpid(h.pid, NULL, 0);
	expect_none_left();
}

Test(death, by_sigkill_of_the_whole_process_group)
{
	struct harness h = start("daemon", WITH_DAEMONS, 0);
	poll(NULL, 0, 100);
	kill(-h.pid, SIGKILL);
	waitpid(h.pid, NULL, 0);
	expect_none_left();
}

Test(death, by_a_crash)
{
	struct harness h = start("daemon", WITH_DAEMONS, 0);
	poll(NULL, 0, 100);
	kill(h.pid, SIGSEGV);
	waitpid(h.pid, NULL, 0);
	expect_none_left();
}

Test(death, while_a_bomb_goes_off)
{
	int ends[2];
	token();
	cr_assert_eq(pipe(ends), 0);
	pid_t pid = fork();
	if (pid == 0) {
		be_harness("scatter", 0, ends[1]);
	}
	close(ends[1]);
	for (int i = 0; i < 1000 && rig_count(token(), 0, 0) == 0; i++) {
		poll(NULL, 0, 1);
	}
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	expect_none_left();
}

Test(death, keeps_watch_over_those_that_ignore_term)
{
	struct harness h = start("ignore-term", JOBS, 0);
	kill(h.pid, SIGKILL);
	waitpid(h.pid, NULL, 0);
	expect_none_left();
}

Test(death, ctrl_c_ends_children_gently)
{
	struct harness h = start("sleep", JOBS, 0);
	kill(-h.pid, SIGINT);
	struct verdict v = hear(&h);
	cr_assert_eq(v.end, POOL_INTERRUPTED);
	cr_assert_eq(v.signal, SIGINT);
	cr_assert_eq(v.done, JOBS + 1);
	cr_assert_eq(v.interrupted, JOBS + 1);
	cr_assert_eq(v.killed, 0);
}

Test(death, ctrl_c_kills_after_the_grace)
{
	struct harness h = start("ignore-term", JOBS, 300 * INT64_C(1000000));
	poll(NULL, 0, 100);
	int64_t at = clock_now();
	kill(h.pid, SIGTERM);
	struct verdict v = hear(&h);
	cr_assert_eq(v.signal, SIGTERM);
	cr_assert_eq(v.killed, JOBS);
	cr_assert_geq(clock_now() - at, 300 * INT64_C(1000000));
}

Test(death, a_second_ctrl_c_kills_at_once)
{
	struct harness h = start("ignore-term", JOBS, 40 * CLOCK_NS_PER_S);
	poll(NULL, 0, 100);
	int64_t at = clock_now();
	kill(h.pid, SIGINT);
	poll(NULL, 0, 200);
	cr_assert_eq(rig_count(token(), JOBS, 0), JOBS, "TERM did nothing");
	kill(h.pid, SIGINT);
	struct verdict v = hear(&h);
	cr_assert_eq(v.signal, SIGINT);
	cr_assert_eq(v.killed, JOBS);
	cr_assert_lt(clock_now() - at, 10 * CLOCK_NS_PER_S);
}

Test(death, respects_nohup)
{
	signal(SIGHUP, SIG_IGN);
	struct harness h = start("sleep", JOBS, 0);
	kill(h.pid, SIGHUP);
	poll(NULL, 0, 200);
	cr_assert_eq(rig_count(token(), JOBS, 0), JOBS);
	kill(h.pid, SIGTERM);
	cr_assert_eq(hear(&h).signal, SIGTERM);
}
