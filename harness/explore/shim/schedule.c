// SPDX-License-Identifier: MIT
#include "schedule.h"

#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "backend.h"
#include "blocked.h"
#include "cancel.h"
#include "fork.h"
#include "io.h"
#include "livelock.h"
#include "output.h"
#include "signals.h"
#include "step.h"
#include "trace.h"

enum { CLOCK_START = 1700000000, SPINS = 256 };

/* Nothing is enabled: the wait with the earliest deadline ends by time-out. */
static bool
let_time_pass(void)
{
	struct thread *first = NULL;
	struct op op;

	for (int i = bits_next(&hz.waiting, BITS_WORDS, 0); i >= 0;
		i = bits_next(&hz.waiting, BITS_WORDS, (unsigned)i + 1)) {
		struct thread *t = &hz.threads[i];

		if (t->deadline && (!first || t->deadline < first->deadline)) {
			first = t;
		}
	}
	if (!first) {
		return false;
	}
	if (hz.clock < first->deadline) {
		hz.clock = first->deadline;
	}
	op = first->want;
	op.kind = OP_ANY;
	first->how = WAKE_TIMEOUT;
	engine_announce(hz.engine, (int)first->id, &op);
	engine_enable(hz.engine, (int)first->id);
	return true;
}

static bool
waits_for_process(void)
{
	for (int i = bits_next(&hz.waiting, BITS_WORDS, 0); i >= 0;
		i = bits_next(&hz.waiting, BITS_WORDS, (unsigned)i + 1)) {
		const struct op *op = &hz.threads[i].want;

		if (op->kind == OP_LOCK && op->size == sizeof(pthread_mutex_t) &&
			fork_has((const pthread_mutex_t *)op->addr)) {
			return true;
		}
	}
	return false;
}

static noreturn void
nobody_left(void)
{
	if (hz.live == 0) {
		hz.exit_code = 0;
		sched_finish(PROTO_OK, NULL);
	}
	if (waits_for_process()) {
		sched_unmodelled("a lock that another process has");
	}
	if (io_may_come()) {
		sched_unmodelled("input from outside of the program");
	}
	if (signals_wait()) {
		sched_unmodelled("a signal in pthread_cond_wait");
	}
	if (hz.unmodelled_hit) {
		sched_finish(
			PROTO_NOT_MODELLED, "all threads wait, after a call that is not modelled");
	}
	sched_finish(blocked_describe(), NULL);
}

EXPORT __attribute__((noinline)) void
hazard_switch(uint32_t from, uint32_t to, uint64_t step)
{
	__asm__ volatile("" : : "r"(from), "r"(to), "r"(step) : "memory");
}

int
step_nobody(int next)
{
	while (next < 0) {
		if (next == ENGINE_REDUNDANT) {
			sched_finish(PROTO_PRUNED, NULL);
		}
		if (!io_wait_outside() && !let_time_pass()) {
			nobody_left();
		}
		next = engine_pick(hz.engine);
	}
	return next;
}

void
step_check(void)
{
	const struct engine *e = hz.engine;

	if (e->now.steps > hz.max_steps) {
		sched_finish(PROTO_LIMIT, e->spin_rounds > SPINS
						  ? "all threads spin, and no state repeats"
						  : "too many steps in one schedule");
	}
	livelock_round();
}

void
step_resumed(const struct op *op)
{
	if (hz.tracing) {
		trace_step(op);
	}
	if (hz.self->pending_signals & ~hz.self->blocked_signals) {
		signals_deliver();
	}
	/* At any instruction: that is, before anything that others could notice. */
	if (hz.self->cancel_async) {
		cancel_point(op->pc);
	}
}

void
sched_step(const struct op *op)
{
	step(op);
}

/* The time was over when the wait began, so that it may end at once, whoever else could go on. */
static bool
expired(const struct thread *t)
{
	return t->deadline <= hz.clock && hz.engine->threads[t->id].timeouts < UINT8_MAX;
}

/* Announces what a waiting thread would do next: its operation, a time-out or spurious wake-up if offered, or nothing. */
static void
announce_wait(struct thread *t)
{
	struct engine *e = hz.engine;
	struct op op = t->want;
	int id = (int)t->id;

	t->ready = t->can(t);
	t->how = WAKE_READY;
	if (t->ready) {
		engine_announce(e, id, &op);
		engine_enable(e, id);
		return;
	}
	if (cancel_pending(t) && (t->cancel_async || cancel_ends(&op))) {
		t->how = WAKE_CANCEL;
		op.kind = OP_SYNC;
	} else if (signals_interrupt(t, &op)) {
		t->how = WAKE_SIGNAL;
		op.kind = OP_SYNC;
	} else if (t->deadline && (expired(t) || engine_offers(e, id, OP_TIMEOUT))) {
		t->how = WAKE_TIMEOUT;
		op.kind = OP_TIMEOUT;
	} else if (op.kind == OP_COND_BLOCKED && engine_offers(e, id, OP_SPURIOUS)) {
		t->how = WAKE_SPURIOUS;
		op.kind = OP_SPURIOUS;
	}
	engine_announce(e, id, &op);
	if (t->how == WAKE_READY) {
		engine_disable(e, id);
	} else {
		engine_enable(e, id);
	}
}

static enum wake
wait_once(const struct op *op, bool (*can)(const struct thread *), uint64_t deadline)
{
	struct thread *t = hz.self;
	enum wake how;

	t->want = *op;
	t->can = can;
	t->deadline = deadline;
	t->handled = HANDLED_NONE;
	bits_add(&hz.waiting, t->id);
	hz.waiting_count++;
	announce_wait(t);
	t->blocked = !t->ready;
	step_dispatch();
	bits_remove(&hz.waiting, t->id);
	hz.waiting_count--;
	how = t->how;
	if (how == WAKE_TIMEOUT && hz.clock < deadline) {
		hz.clock = deadline;
	}
	/* What was waited for, however that ended.  A handler may wait meanwhile. */
	step_resumed(how == WAKE_SPURIOUS ? &hz.engine->threads[t->id].op : &t->want);
	t->how = WAKE_READY;
	t->blocked = false;
	return how;
}

enum wake
sched_wait(const struct op *op, bool (*can)(const struct thread *), uint64_t deadline)
{
	uint64_t detail = hz.self->detail;
	enum wake how;

	/* A handler has run, and the wait goes on, unless it is one that ends by that. */
	while ((how = wait_once(op, can, deadline)) == WAKE_SIGNAL && !signals_end(op)) {
		hz.self->detail = detail;
	}
	return how;
}

void
sched_rewait(struct thread *t)
{
	announce_wait(t);
}

static void
ask_again(struct thread *t)
{
	bool now = t->can(t);

	t->blocked |= !now;
	if (now == t->ready) {
		return;
	}
	if (!now && t->how == WAKE_READY && !t->deadline && t->want.kind != OP_COND_BLOCKED) {
		t->ready = false; /* the operation announced stays; it just can't be done */
		engine_disable(hz.engine, (int)t->id);
		return;
	}
	if (now && t->how == WAKE_READY) {
		t->ready = true;
		engine_enable(hz.engine, (int)t->id);
		return;
	}
	announce_wait(t);
}

void
sched_changed(const volatile void *object)
{
	if (hz.waiting_count == 0) {
		return;
	}
	for (int i = bits_next(&hz.waiting, BITS_WORDS, 0); i >= 0;
		i = bits_next(&hz.waiting, BITS_WORDS, (unsigned)i + 1)) {
		struct thread *t = &hz.threads[i];

		if (t != hz.self && t->want.addr == (uintptr_t)object) {
			ask_again(t);
		}
	}
}

void
sched_changed_all(void)
{
	for (int i = bits_next(&hz.waiting, BITS_WORDS, 0); i >= 0;
		i = bits_next(&hz.waiting, BITS_WORDS, (unsigned)i + 1)) {
		if (&hz.threads[i] != hz.self) {
			ask_again(&hz.threads[i]);
		}
	}
}

noreturn void
sched_leave(void)
{
	step_dispatch();
	__builtin_trap();
}

noreturn void
sched_finish(enum proto_class ending, const char *message)
{
	shim_active = false;
	shim_several = false;
	hz.ending = ending;
	if (message) {
		strncpy(hz.message, message, sizeof hz.message - 1);
	}
	if (hz.tracing) {
		trace_finish();
	}
	if (UNLIKELY(hz.child_count > 0)) {
		fork_finish();
	}
	output_finish();
	backend_finish();
}

void
sched_unmodelled(const char *name)
{
	struct proto_result *r = &hz.proto->result;

	hz.unmodelled_hit = true;
	for (uint32_t i = 0; i < r->unmodelled_count; i++) {
		if (strncmp(r->unmodelled[i], name, PROTO_NAME - 1) == 0) {
			return;
		}
	}
	if (r->unmodelled_count < PROTO_NAMES) {
		strncpy(r->unmodelled[r->unmodelled_count], name, PROTO_NAME - 1);
		r->unmodelled_count++;
	}
}

uint64_t
sched_now(void)
{
	return hz.clock + 1000 * (uint64_t)++hz.self->clock_ticks;
}

/* Only what was used: even to clear no byte of memory never touched costs a hundred ns on some processors. */
static void
clear_registered(struct registered *r)
{
	if (r->keys) {
		memset(r->key, 0, r->keys * sizeof *r->key);
	}
	if (r->named) {
		memset(r->semaphore, 0, r->named * sizeof *r->semaphore);
	}
	if (r->actions) {
		memset(r->action, 0, sizeof r->action);
		memset(r->asked, 0, sizeof r->asked);
	}
	r->at_exit = r->at_quick_exit = r->at_fork = r->keys = r->named = r->actions = 0;
}

/* Everything of `hz` that belongs to one schedule. */
static void
clear_schedule(uint64_t n)
{
	hz.schedule = n;
	hz.clock = (uint64_t)CLOCK_START * 1000000000;
	hz.thread_count = 1;
	hz.joined_count = 0;
	hz.live = 1;
	hz.waiting_count = 0;
	memset(&hz.waiting, 0, sizeof hz.waiting);
	hz.spin_rounds_seen = 0;
	hz.state_hash = 0;
	hz.ending = PROTO_NONE;
	hz.exit_code = -1;
	hz.signal = 0;
	hz.fault = 0;
	hz.end_site.thread = -1;
	hz.message[0] = '\0';
	hz.finding_count = 0;
	hz.wait_count = 0;
	clear_registered(&hz.registered);
	hz.process_signals = 0;
	hz.handlers = false;
	hz.exiting = false;
	hz.no_flush = hz.cut = hz.forked = hz.again = false;
	hz.child_count = 0;
	hz.unmodelled_hit = false;
}

void
sched_run(uint64_t n)
{
	clear_schedule(n);
	engine_begin(hz.engine, n);
	if (hz.tracing) {
		trace_begin();
	}
	output_begin();
	backend_run();
}
