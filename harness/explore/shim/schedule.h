// SPDX-License-Identifier: MIT
/* Scheduling points: what a thread says before it does something, and how it waits.  Called by threads of a schedule. */
#ifndef HAZARD_SHIM_SCHEDULE_H
#define HAZARD_SHIM_SCHEDULE_H

#include <stdint.h>
#include <stdnoreturn.h>

#include "shim.h"

/* An operation on one object. */
static inline struct op
op_on(enum op_kind kind, const volatile void *object, uint32_t size, uintptr_t pc)
{
	return (struct op){
		.kind = (uint8_t)kind, .addr = (uintptr_t)object, .size = size, .pc = pc};
}

/* The operation can always be done.  Returns when it is this thread's turn to do it. */
void sched_step(const struct op *op);

/*
 * The operation can be done while can(self).  Returns when it is this thread's turn and it can be (WAKE_READY), or the
 * deadline was made to pass (WAKE_TIMEOUT), or the thread was cancelled or got a signal in a wait that ends by that.
 * `deadline` is ns of virtual time, 0: none.  While it waits others may change self->want and self->can.
 */
enum wake sched_wait(const struct op *op, bool (*can)(const struct thread *), uint64_t deadline);

/* The object at this address has changed: asks all that wait for it again. */
void sched_changed(const volatile void *object);

/* The same for all that wait for anything (files). */
void sched_changed_all(void);

/* Another thread, waiting, goes on differently from now on: self->want and self->can were set anew. */
void sched_rewait(struct thread *t);

/* Does nothing: a place for a debugger to stop at each switch (PROTO_OPT_GDB). */
void hazard_switch(uint32_t from, uint32_t to, uint64_t step);

/* The calling thread has ended: others go on.  Never returns. */
noreturn void sched_leave(void);

/* Ends the schedule; `message` (may be NULL) is kept.  Never returns. */
noreturn void sched_finish(enum proto_class ending, const char *message);

/* The program did something that can't be explored: named in the result.  Goes on. */
void sched_unmodelled(const char *name);

/* Virtual time, ns: with what this thread has slept and waited. */
uint64_t sched_now(void);

/* In the explorer: runs schedule number n to its end, in this process (fibers with reset) or in a child. */
void sched_run(uint64_t n);

#endif
