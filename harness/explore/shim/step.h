// SPDX-License-Identifier: MIT
/*
 * sched_step() for where it happens most, in line: the program's loads, stores and atomics.  The operation stays in
 * registers until it is announced, and few calls have to be returned from in a thread that another one switched to:
 * the processor guesses where a return goes by the thread that ran before.
 */
#ifndef HAZARD_SHIM_STEP_H
#define HAZARD_SHIM_STEP_H

#include "backend.h"
#include "fiber.h"
#include "schedule.h"

/* engine_pick() said that nobody can go on: time passes, or the schedule ends.  Who goes on then. */
int step_nobody(int next);

/* A limit may have been reached, or all that are left may be spinning. */
void step_check(void);

/* The thread got its turn and has more to do than its operation: to be traced, to handle a signal, to be cancelled. */
void step_resumed(const struct op *op);

/* Somebody goes on; returns when it is the caller's turn. */
static inline void
step_dispatch(void)
{
	struct engine *e = hz.engine;
	struct thread *from = hz.self;
	int next = engine_pick(e);

	if (UNLIKELY(next < 0)) {
		next = step_nobody(next);
	}
	if (UNLIKELY(e->now.steps > hz.max_steps || e->spin_rounds > hz.spin_rounds_seen)) {
		step_check();
	}
	if ((uint32_t)next != from->id) {
		struct thread *to = &hz.threads[next];

		if (UNLIKELY(hz.gdb)) {
			hazard_switch(from->id, (uint32_t)next, e->now.steps);
		}
		hz.self = to;
		hz.stamp = to->stamp;
#if SHIM_FIBERS
		if (LIKELY(hz.backend != PROTO_THREAD_FORK)) {
			fiber_switch(from, to);
			return;
		}
#endif
		backend_hand_over(from, to);
	}
}

/* What has to be done when a thread gets its turn, before its operation: the one that it announced. */
static inline void
step_resume(void)
{
	const struct thread *t = hz.self;

	if (UNLIKELY(hz.tracing || t->pending_signals & ~t->blocked_signals || t->cancel_async)) {
		step_resumed(&hz.engine->threads[t->id].op);
	}
}

static inline void
step(const struct op *op)
{
	engine_announce_own(hz.engine, hz.engine->current, op);
	step_dispatch();
	step_resume();
}

#endif
