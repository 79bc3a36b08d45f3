// SPDX-License-Identifier: MIT
#include "dead.h"

#include "fiber.h"
#include "findings.h"
#include "shim.h"

/* The thread on whose stack or in whose storage it lies; NULL: none. */
static const struct thread *
owner_of(uintptr_t p)
{
#if SHIM_FIBERS
	if (hz.backend != PROTO_THREAD_FORK) {
		int id = fiber_owner(p);

		return id >= 0 && (uint32_t)id < hz.thread_count ? &hz.threads[id] : NULL;
	}
#endif
	for (uint32_t i = 0; i < hz.thread_count; i++) {
		const struct thread *t = &hz.threads[i];

		if (p - t->stack_low < t->own_high - t->stack_low) {
			return t;
		}
	}
	return NULL;
}

void
dead_look(uintptr_t p, bool write, uintptr_t pc)
{
	const struct thread *t = owner_of(p);

	if (!t || t == hz.self) {
		return;
	}
	if (t->ended) {
		findings_misuse(PROTO_USE_AFTER_FREE, write ? OP_WRITE : OP_READ, (void *)p, pc,
			"use of a thread's own memory after its end");
	}
	/*
	 * A variable of a function that has returned is overwritten by whatever that thread calls next, libc and this
	 * library included, of which dpor sees nothing: it can't say then that it has seen all.
	 */
	if (t->ended || (t->depth > 0 && t->depth <= FRAMES && p < t->below[t->depth - 1])) {
		hz.engine->limits |= ENGINE_LIMIT_UNSEEN;
	}
}
