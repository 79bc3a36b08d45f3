// SPDX-License-Identifier: MIT
#include "livelock.h"

#include "blocked.h"
#include "fiber.h"
#include "reset.h"
#include "schedule.h"
#include "shim_hash.h"

/*
 * The registers of a fiber that is not running are on its stack.  Those of the one that runs are here, or were saved in
 * the frames from `low` on by the library's functions that it has called.
 */
static uint64_t
state(uintptr_t low)
{
	uint64_t h = reset_hash();

#if SHIM_FIBERS
	uint64_t registers[FIBER_REGISTERS];
	uintptr_t high;

	fiber_registers(registers);
	h = hash_bytes(h, registers, sizeof registers);
	h = hash_bytes(h, (void *)low, hz.self->stack_high - low);
	for (uint32_t i = 0; i < hz.thread_count; i++) {
		const struct thread *t = &hz.threads[i];

		if (!t->ended && t != hz.self) {
			fiber_live_stack(t, &low, &high);
			h = hash_bytes(h, (void *)low, high - low);
		}
	}
#else
	(void)low;
#endif
	return h;
}

/*
 * A loop that waits comes back to the same state soon; one that counts, never: so rounds are looked at more and more
 * seldom, 2^n against 2^n + 1.
 */
void
livelock_round(void)
{
	uint32_t round = hz.engine->spin_rounds, before = round - 1;
	bool first = round > 1 && (round & before) == 0,
	     second = before > 1 && (before & (before - 1)) == 0;
	uint64_t now;

	hz.spin_rounds_seen = round;
	/* Registers of real threads are not to be had. */
	if (hz.backend == PROTO_THREAD_FORK || (!first && !second)) {
		return;
	}
	now = state((uintptr_t)__builtin_frame_address(0));
	if (second && now == hz.state_hash) {
		blocked_describe();
		sched_finish(PROTO_LIVELOCK, "the state of all threads repeats, and nobody writes");
	}
	hz.state_hash = now;
}
