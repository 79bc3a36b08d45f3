// SPDX-License-Identifier: MIT
/* How long a keeper is waited for that has been told to kill its child. */
#include <criterion/criterion.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "slot.h"

TestSuite(slot, .timeout = 60);

/* A process that works for ever in place of the keeper, and a slot whose patience is at an end. */
static struct slot
busy_slot(void)
{
	int ends[2];
	cr_assert_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	pid_t pid = fork();
	if (pid == 0) {
		alarm(30);
		for (volatile unsigned n = 0;; n++) {
		}
	}
	close(ends[1]);
	struct slot s = {.keeper = {pid, ends[0]}, .busy = true};
	s.out.fd = s.err.fd = -1;
	slot_stop(&s, RUN_TOO_MANY, false);
	return s;
}

static void
end_keeper(struct slot *s)
{
	kill(s->keeper.pid, SIGKILL);
	waitpid(s->keeper.pid, NULL, 0);
	close(s->keeper.sock);
}

Test(slot, waits_for_a_keeper_that_works)
{
	struct slot s = busy_slot();
	int64_t first = s.kill_at;
	slot_tick(&s, first);
	cr_assert_not(s.given_up);
	cr_assert_gt(s.kill_at, first);
	end_keeper(&s);
}

Test(slot, does_not_wait_for_ever)
{
	struct slot s = busy_slot();
	int64_t begin = s.kill_at;
	int ticks = 0;
	for (; !s.given_up && ticks < 100; ticks++) {
		slot_tick(&s, s.kill_at);
		cr_assert(s.given_up || s.kill_at - begin < 60 * CLOCK_NS_PER_S);
	}
	cr_assert(s.given_up);
	cr_assert_gt(ticks, 1);
	end_keeper(&s);
}

Test(slot, gives_up_a_keeper_that_is_stopped)
{
	struct slot s = busy_slot();
	int status;
	kill(s.keeper.pid, SIGSTOP);
	cr_assert_eq(waitpid(s.keeper.pid, &status, WUNTRACED), s.keeper.pid);
	for (int i = 0; i < 2 && !s.given_up;
		i++) { /* it may have worked since it was told to kill */
		slot_tick(&s, s.kill_at);
	}
	cr_assert(s.given_up);
	cr_assert_eq(waitpid(s.keeper.pid, &status, 0), s.keeper.pid);
	cr_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	close(s.keeper.sock);
}
