// SPDX-License-Identifier: MIT
#include "pthreads.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "backend.h"
#include "cancel.h"
#include "clocks.h"
#include "filter.h"
#include "findings.h"
#include "fork.h"
#include "hb.h"
#include "keys.h"
#include "mutex.h"
#include "real.h"
#include "room.h"
#include "schedule.h"
#include "signals.h"
#include "trace.h"

static struct op
op_thread(enum op_kind kind, const struct thread *t, uintptr_t pc)
{
	return (struct op){.kind = (uint8_t)kind, .addr = OP_THREAD(t->id), .size = 1, .pc = pc};
}

void
pthreads_begin(void)
{
	hb_begin();
}

struct thread *
pthreads_find(pthread_t handle)
{
	for (uint32_t i = 0; i < hz.thread_count; i++) {
		struct thread *t = &hz.threads[i];

		if (t->handle == handle && !t->joined) {
			return t;
		}
	}
	return NULL;
}

int
pthreads_create(pthread_t *out, bool detached, uint64_t reserved, void *(*start)(void *),
	void *argument, uintptr_t pc)
{
	struct op op = {.kind = OP_CREATE, .addr = OP_THREAD_TABLE, .size = 1, .pc = pc};
	struct thread *t;
	int id;

	sched_step(&op);
	if (!room_for(reserved)) {
		trace_result(EAGAIN);
		return EAGAIN;
	}
	id = engine_thread_new(hz.engine);
	if (id < 0) {
		sched_finish(PROTO_LIMIT, "too many threads");
	}
	t = &hz.threads[id];
	memset(t, 0, offsetof(struct thread, keys));
	t->id = (uint32_t)id;
	filter_restamp(t);
	t->start = start;
	t->argument = argument;
	t->parent = hz.self;
	t->detached = detached;
	t->reserved = reserved;
	t->blocked_signals = hz.self->blocked_signals;
	t->create_step = (uint32_t)hz.engine->now.steps;
	findings_stack(hz.self, pc, t->create_stack);
	if (!backend_make(t, detached)) {
		sched_finish(PROTO_LIMIT, "the system has no more threads");
	}
	hz.thread_count = (uint32_t)id + 1;
	hz.live++;
	shim_several = true;
	hb_created((uint32_t)id);
	*out = t->handle;
	return 0;
}

noreturn void
thread_run(void)
{
	struct thread *t = hz.self;

	if (hz.tracing) {
		trace_step(&hz.engine->threads[t->id].op);
	}
	pthreads_end(t->start(t->argument));
}

noreturn void
pthreads_end(void *result)
{
	struct thread *t = hz.self;
	struct op op = op_thread(OP_EXIT, t, 0);

	t->exiting = true;
	keys_destroy(t);
	t->result = result;
	if (hz.live == 1) {
		exit(0);
	}
	/* Its memory is dead from then on, for whoever uses it. */
	op.addr2 = t->stack_low;
	op.size2 = (uint32_t)(t->own_high - t->stack_low);
	sched_step(&op);
	mutex_owner_ends(t);
	hb_release(OP_THREAD(t->id));
	t->ended = true;
	hz.live--;
	engine_thread_end(hz.engine);
	sched_changed((void *)OP_THREAD(t->id));
	sched_leave();
}

void
pthreads_settle(void)
{
	shim_several = hz.thread_count - hz.joined_count > 1 || signals_wait();
}

static bool
target_ended(const struct thread *t)
{
	return hz.threads[t->detail].ended;
}

/* Whether it may be joined; reports if not. */
static int
check_join(const struct thread *t, uintptr_t pc)
{
	if (!t) {
		findings_misuse(PROTO_API_ERROR, OP_JOIN, NULL, pc,
			"join of a thread that is none, or was joined before");
		return ESRCH;
	}
	if (t == hz.self) {
		findings_misuse(PROTO_API_ERROR, OP_JOIN, NULL, pc, "a thread joins itself");
		return EDEADLK;
	}
	if (t->detached) {
		findings_misuse(PROTO_API_ERROR, OP_JOIN, NULL, pc, "join of a detached thread");
		return EINVAL;
	}
	if (hz.self->joiner == t && !t->ended) {
		findings_misuse(PROTO_API_ERROR, OP_JOIN, NULL, pc, "two threads join each other");
		return EDEADLK;
	}
	return 0;
}

/*
 * Who joins whom is looked at when the call is made, not when it can be done: a step of its own, but for main, which is
 * the one that joins in most programs.
 */
static void
announce_join(const struct thread *t, uintptr_t pc)
{
	struct op op = op_thread(OP_SYNC, hz.self, pc);

	if (!t || hz.self->id == 0) {
		return;
	}
	if (t->id == 0) {
		hz.engine->limits |= ENGINE_LIMIT_UNSEEN;
	}
	op.addr2 = OP_THREAD(t->id);
	op.size2 = 1;
	sched_step(&op);
	engine_wrote_nothing(hz.engine);
}

int
pthreads_join(pthread_t handle, void **result, uint64_t deadline, uintptr_t pc)
{
	struct thread *t = pthreads_find(handle);
	enum wake how;
	struct op op;
	int error;

	announce_join(t, pc);
	error = check_join(t, pc);
	if (error) {
		return error;
	}
	cancel_point(pc);
	op = op_thread(OP_JOIN, t, pc);
	t->joiner = hz.self;
	hz.self->detail = t->id;
	how = sched_wait(&op, target_ended, deadline);
	t->joiner = NULL;
	if (how == WAKE_CANCEL) {
		cancel_now();
	}
	if (how != WAKE_READY) {
		return ETIMEDOUT;
	}
	if (t->joined || t->detached) {
		findings_misuse(PROTO_API_ERROR, OP_JOIN, NULL, pc,
			t->joined ? "join of a thread by two threads"
				  : "join of a thread that was detached meanwhile");
		return EINVAL;
	}
	t->joined = true;
	hz.joined_count++;
	hb_joined(t->id);
	pthreads_settle();
	if (result) {
		*result = t->result;
	}
	return 0;
}

int
pthreads_detach(pthread_t handle, uintptr_t pc)
{
	struct thread *t = pthreads_find(handle);
	struct op op;

	if (t) {
		op = op_thread(OP_SYNC, t, pc);
		sched_step(&op);
		t = t->joined ? NULL : t;
	}
	if (t && t->joiner) {
		return 0; /* glibc leaves it to the one that joins */
	}
	if (!t || t->detached) {
		findings_misuse(PROTO_API_ERROR, OP_SYNC, NULL, pc,
			"detach of a thread that is none, joined or detached");
		return t ? EINVAL : ESRCH;
	}
	t->detached = true;
	return 0;
}

void
pthreads_leaked(void)
{
	if (!hz.leaks) {
		return;
	}
	for (uint32_t i = 1; i < hz.thread_count; i++) {
		struct thread *t = &hz.threads[i];

		if (!t->joined && !t->detached) {
			findings_misuse(PROTO_THREAD_LEAK, OP_CREATE, NULL, t->create_stack[0],
				"a thread that was neither joined nor detached");
		}
	}
}

EXPORT int
pthread_create(
	pthread_t *out, const pthread_attr_t *attributes, void *(*start)(void *), void *argument)
{
	int state = PTHREAD_CREATE_JOINABLE;
	uint64_t reserved = 0;

	if (!shim_on()) {
		real_init();
		fork_child = false; /* its locks are libc's from here on */
		return real.pthread_create(out, attributes, start, argument);
	}
	if (attributes) {
		pthread_attr_getdetachstate(attributes, &state);
		reserved = room_taken_by(attributes);
	}
	return pthreads_create(
		out, state == PTHREAD_CREATE_DETACHED, reserved, start, argument, CALLER);
}

EXPORT int
pthread_join(pthread_t handle, void **result)
{
	if (!shim_on()) {
		real_init();
		return real.pthread_join(handle, result);
	}
	return pthreads_join(handle, result, 0, CALLER);
}

EXPORT int
pthread_tryjoin_np(pthread_t handle, void **result)
{
	struct thread *t;
	struct op op;
	int error;

	if (!shim_on()) {
		real_init();
		return real.pthread_tryjoin_np(handle, result);
	}
	t = pthreads_find(handle);
	error = check_join(t, CALLER);
	if (error) {
		return error;
	}
	op = op_thread(OP_SYNC, t, CALLER);
	sched_step(&op);
	if (!t->ended) {
		trace_result(EBUSY);
		return EBUSY;
	}
	return pthreads_join(handle, result, 0, CALLER);
}

EXPORT int
pthread_timedjoin_np(pthread_t handle, void **result, const struct timespec *at)
{
	uint64_t deadline;

	if (!shim_on()) {
		real_init();
		return real.pthread_timedjoin_np(handle, result, at);
	}
	return clocks_deadline(CLOCK_REALTIME, at, &deadline)
		       ? pthreads_join(handle, result, deadline, CALLER)
		       : EINVAL;
}

EXPORT int
pthread_clockjoin_np(pthread_t handle, void **result, clockid_t clock, const struct timespec *at)
{
	uint64_t deadline;

	if (!shim_on()) {
		real_init();
		return real.pthread_clockjoin_np(handle, result, clock, at);
	}
	return clocks_deadline(clock, at, &deadline)
		       ? pthreads_join(handle, result, deadline, CALLER)
		       : EINVAL;
}

EXPORT int
pthread_detach(pthread_t handle)
{
	if (!shim_on()) {
		real_init();
		return real.pthread_detach(handle);
	}
	return pthreads_detach(handle, CALLER);
}

EXPORT noreturn void
pthread_exit(void *result)
{
	if (!shim_on()) {
		real_init();
		real.pthread_exit(result);
		__builtin_unreachable();
	}
	pthreads_exit(result);
}

EXPORT int
pthread_getattr_np(pthread_t handle, pthread_attr_t *out)
{
	struct thread *t;

	real_init();
	t = shim_on() ? pthreads_find(handle) : NULL;
	if (!t) {
		return real.pthread_getattr_np(handle, out);
	}
	pthread_attr_init(out);
	pthread_attr_setdetachstate(
		out, t->detached ? PTHREAD_CREATE_DETACHED : PTHREAD_CREATE_JOINABLE);
	return pthread_attr_setstack(
		out, (void *)t->stack_low, (t->stack_high - t->stack_low) & ~(uintptr_t)4095);
}
