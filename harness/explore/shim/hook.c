// SPDX-License-Identifier: MIT
#include "hook.h"

#include <dlfcn.h>

#include "access.h"
#include "findings.h"
#include "mutex.h"

static bool
never(const struct thread *t)
{
	(void)t;
	return false;
}

void *
hook_next(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}

/*
 * libc's heap has a lock, which a signal handler meets that runs inside of malloc: so, in programs that have handlers, a
 * call is a step at which signals come, and from there the heap of the thread is locked.
 */
void
hook_heap(const void *arena, void *pc)
{
	struct thread *t = hz.self;
	struct op op = {.kind = OP_HEAP, .addr = OP_HEAP_OBJECT, .size = 1, .pc = (uintptr_t)pc};

	if (LIKELY(!shim_several || !hz.handlers)) {
		return;
	}
	if (t->in_heap) {
		op.kind = OP_LOCK;
		op.addr = (uintptr_t)arena;
		sched_wait(&op, never, 0);
	}
	t->in_heap = true;
	held_add(arena, HELD_SHARED, (uintptr_t)pc);
	sched_step(&op);
	engine_wrote_nothing(hz.engine);
	held_remove(arena);
	t->in_heap = false;
}

void
hook_allocated(void *block, size_t size, void *pc)
{
	(void)pc;
	if (shim_on() && (hz.races || hz.weak)) {
		hb_fresh((uintptr_t)block, size);
	}
}

/* Giving back is a write of all of it; a step where somebody else used it. */
void
hook_freed(void *block, size_t size, void *pc)
{
	enum { LOOKED_AT = 256 };

	if (!shim_several) {
		if (shim_on()) {
			hb_freed((uintptr_t)block, size, (uintptr_t)pc);
		}
		return;
	}
	if (filter_access((uintptr_t)block, size < LOOKED_AT ? size : LOOKED_AT, true)) {
		struct op op = op_on(OP_WRITE, block, (uint32_t)size, (uintptr_t)pc);

		sched_step(&op);
	}
	if (!hb_freed((uintptr_t)block, size, (uintptr_t)pc) && size > LOOKED_AT &&
		filter_used((uintptr_t)block + LOOKED_AT, size - LOOKED_AT)) {
		hz.engine->limits |= ENGINE_LIMIT_UNSEEN; /* what others did there were no steps */
	}
	filter_restamp_all();
}

void
hook_bad_free(void *block, bool again, void *pc)
{
	if (!shim_on()) {
		__builtin_trap();
	}
	if (again) {
		findings_misuse(PROTO_USE_AFTER_FREE, OP_HEAP, block, (uintptr_t)pc,
			"free of a block that was freed before");
	}
	if (shim_several) {
		struct op op = {.kind = OP_ANY, .pc = (uintptr_t)pc};

		sched_step(&op); /* the end of the process is the end of all threads */
	}
	findings_end(OP_HEAP, (uintptr_t)block, (uintptr_t)pc);
	sched_finish(PROTO_ASSERTION, again ? "free(): double free" : "free(): invalid pointer");
}
