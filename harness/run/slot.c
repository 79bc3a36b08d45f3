// SPDX-License-Identifier: MIT
#include "slot.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"

#define FIRST_SAMPLE_NS (150 * INT64_C(1000000))
#define SAMPLE_NS       (100 * INT64_C(1000000))
#define KEEPER_NS       (8 * CLOCK_NS_PER_S)  /* from KILL to its message; it may sweep for 5 s */
#define PATIENCE_NS     (48 * CLOCK_NS_PER_S) /* more, while it gets on */

enum { SAMPLE_SHARE = 50 }; /* at most one part in so many of our time goes into looking */

static int64_t
or_default(int64_t value, int64_t standard)
{
	return value ? value : standard;
}

static int64_t
later(int64_t now, int64_t ns)
{
	return ns > INT64_MAX - now ? INT64_MAX : now + ns;
}

static size_t
process_limit(const struct slot *s)
{
	return (size_t)or_default(s->spec.processes, SPAWN_PROCESSES);
}

static bool
set_failure(struct spawn_failure *failure, enum spawn_step step)
{
	*failure = (struct spawn_failure){.step = step, .error = errno};
	return false;
}

/* Hands the spec to the keeper, with the pipes' other ends. */
static bool
hand_over(struct slot *s, struct spawn_failure *failure)
{
	int out, err;
	size_t limit = s->spec.capture ? s->spec.capture : SPAWN_CAPTURE;
	s->err.fd = -1;
	if (!capture_open(&s->out, limit, &out)) {
		return set_failure(failure, SPAWN_CAPTURING);
	}
	if (!capture_open(&s->err, limit, &err)) {
		set_failure(failure, SPAWN_CAPTURING);
		close(out);
		return false;
	}
	bool sent = keeper_run(&s->keeper, &s->spec, out, err);
	if (!sent) {
		set_failure(failure, SPAWN_KEEPER);
		keeper_destroy(&s->keeper);
	}
	close(out);
	close(err);
	return sent;
}

static bool
start_keeper(struct slot *s, struct spawn_failure *failure)
{
	s->cpu_before = 0;
	return keeper_start(&s->keeper) || set_failure(failure, SPAWN_KEEPER);
}

static void
drop_captures(struct slot *s)
{
	capture_finish(&s->out);
	capture_finish(&s->err);
}

bool
slot_start(struct slot *s, const struct spawn_spec *spec, struct spawn_failure *failure)
{
	bool fresh = !s->keeper.pid, ready = fresh ? start_keeper(s, failure) : true;
	s->spec = *spec;
	if (ready && !hand_over(s, failure)) {
		drop_captures(s);
		/* An idle keeper may have been killed by anybody: that is no fault of this child. */
		ready = !fresh && failure->step == SPAWN_KEEPER && start_keeper(s, failure) &&
			hand_over(s, failure);
	}
	if (!ready) {
		drop_captures(s);
		return false;
	}
	int64_t now = clock_now();
	s->wall_at = later(now, or_default(spec->wall_ns, SPAWN_WALL_NS));
	s->sample_at = now + FIRST_SAMPLE_NS;
	s->stopped = s->killed = s->given_up = s->waits = false;
	s->busy = true;
	return true;
}

/* Does it work, or has it since the last look?  Not one that was stopped or hangs in the kernel. */
static bool
keeper_gets_on(struct slot *s)
{
	struct process p;
	bool there = tree_look(s->keeper.pid, &p);
	bool works = there && (p.state == 'R' || p.cpu_ns > s->keeper_cpu);
	s->keeper_cpu = p.cpu_ns;
	return works;
}

void
slot_stop(struct slot *s, enum run_end why, bool gently)
{
	int64_t now = clock_now();
	if (!s->stopped) {
		s->stopped = true;
		s->why = why;
		if (gently) {
			s->kill_at = later(now, or_default(s->spec.grace_ns, SPAWN_GRACE_NS));
			keeper_term(&s->keeper);
		}
	}
	if (!gently && !s->killed) {
		s->killed = true;
		s->kill_at = now + KEEPER_NS;
		s->patience_ns = PATIENCE_NS;
		keeper_gets_on(s);
		keeper_kill(&s->keeper);
	}
}

void
slot_census(struct slot *s)
{
	if (s->killed) {
		return;
	}
	tree_walk(&s->tree, s->keeper.pid, process_limit(s) + 1);
	if (s->tree.all.len > process_limit(s)) {
		slot_stop(s, RUN_TOO_MANY, false);
	}
}

/* Of those that run and, in the keeper's account, of those that have ended. */
static int64_t
cpu_so_far(const struct slot *s)
{
	return s->tree.cpu_ns + tree_waited_cpu(s->keeper.pid) - s->cpu_before;
}

static void
sample(struct slot *s)
{
	const struct hang_rule rule = {s->spec.ignore_sleeper, s->spec.ignore_helper};
	slot_census(s);
	if (s->stopped) {
		return;
	}
	if (s->spec.cpu_ns && cpu_so_far(s) >= s->spec.cpu_ns) {
		slot_stop(s, RUN_SPIN, true);
	} else if (s->spec.watch_hang && hang_sample(&s->watch, &s->tree, &rule)) {
		slot_stop(s, RUN_HANG, true);
	}
	s->waits = s->watch.same > 0 && !s->stopped;
}

int64_t
slot_next(const struct slot *s)
{
	int64_t next = s->stopped ? s->kill_at : s->wall_at;
	return !s->killed && s->sample_at < next ? s->sample_at : next;
}

/* On a busy machine a keeper may have much to clear away. */
static void
await_keeper(struct slot *s, int64_t now)
{
	if (s->patience_ns > 0 && keeper_gets_on(s)) {
		s->patience_ns -= KEEPER_NS;
		s->kill_at = now + KEEPER_NS;
	} else {
		s->given_up = true;
		kill(s->keeper.pid, SIGKILL); /* its end will be read */
		s->kill_at = INT64_MAX;
	}
}

void
slot_tick(struct slot *s, int64_t now)
{
	if (s->stopped && now >= s->kill_at) {
		if (s->killed) {
			await_keeper(s, now);
		} else {
			slot_stop(s, s->why, false);
		}
	} else if (!s->stopped && now >= s->wall_at) {
		slot_stop(s, RUN_TIMEOUT, true);
	}
	if (!s->killed && now >= s->sample_at) {
		sample(s);
		int64_t cost = clock_now() - now;
		s->sample_at =
			now + (cost * SAMPLE_SHARE > SAMPLE_NS ? cost * SAMPLE_SHARE : SAMPLE_NS);
	}
}

static bool
hit_cpu_limit(const struct slot *s, const struct keeper_event *e)
{
	return s->spec.cpu_ns && WIFSIGNALED(e->status) && e->cpu_ns >= s->spec.cpu_ns &&
	       (WTERMSIG(e->status) == SIGXCPU || WTERMSIG(e->status) == SIGKILL);
}

static enum run_end
classify(const struct slot *s, const struct keeper_event *e)
{
	if (e->failure.step) {
		return RUN_NOT_STARTED;
	}
	if (s->stopped) {
		return s->why;
	}
	if (hit_cpu_limit(s, e)) {
		return RUN_SPIN; /* the kernel's own limit came first */
	}
	return WIFEXITED(e->status) ? RUN_EXITED : RUN_SIGNALLED;
}

static void
set_status(struct run_result *r, int status)
{
	if (WIFEXITED(status)) {
		r->exit_code = WEXITSTATUS(status);
	} else {
		r->signal = WTERMSIG(status);
	}
}

bool
slot_ended(struct slot *s, struct run_result *r, bool *lost)
{
	struct keeper_event e;
	enum keeper_news news = keeper_read(&s->keeper, &e);
	*lost = news == KEEPER_LOST;
	if (news == KEEPER_SILENT) {
		return false;
	}
	*r = (struct run_result){.end = RUN_LOST, .exit_code = -1};
	if (news == KEEPER_ENDED) {
		r->end = classify(s, &e);
		r->failure = e.failure;
		r->wall_ns = e.wall_ns;
		r->cpu_ns = e.cpu_ns;
		r->leftovers = e.leftovers;
		r->survivors = e.survivors;
		if (r->end != RUN_NOT_STARTED) {
			set_status(r, e.status);
		}
		s->cpu_before += e.cpu_ns;
		*lost = e.survivors; /* the next child must not be taken for their relative */
	}
	if (*lost) {
		r->keeper_status = keeper_destroy(&s->keeper);
		r->given_up = s->given_up;
	}
	capture_drain(&s->out);
	capture_drain(&s->err);
	r->out = capture_output(&s->out);
	r->err = capture_output(&s->err);
	return true;
}

void
slot_clear(struct slot *s)
{
	drop_captures(s);
	hang_watch_finish(&s->watch);
	s->busy = false;
}

void
slot_finish(struct slot *s)
{
	if (s->busy) {
		slot_clear(s);
	}
	keeper_finish(&s->keeper);
	tree_free(&s->tree);
}
