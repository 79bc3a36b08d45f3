// SPDX-License-Identifier: MIT
#include "livelock.h"

#include "blocked.h"
#include "fiber.h"
#include "reset.h"
#include "schedule.h"
#include "shim_hash.h"

enum { FIRST_ROUND = 2, ROUNDS = 256 };

/*
 * The registers of a fiber that is not running are on its stack; those of the one that runs are this call's, and what
 * it needs later is on its stack as well.
 */
static uint64_t
state(void)
{
	uint64_t h = reset_hash();

#if SHIM_FIBERS
	for (uint32_t i = 0; i < hz.thread_count; i++) {
		const struct thread *t = &hz.threads[i];
		uintptr_t low, high;

		if (!t->ended && t != hz.self) {
			fiber_live_stack(t, &low, &high);
			h = hash_bytes(h, (void *)low, high - low);
		}
	}
#endif
	return h;
}

void
livelock_round(void)
{
	uint32_t round = hz.engine->spin_rounds;
	uint64_t now;

	hz.spin_rounds_seen = round;
	if (round < FIRST_ROUND) {
		return;
	}
	if (round > ROUNDS) {
		blocked_describe();
		sched_finish(PROTO_LIMIT, "all threads spin, and no state repeats");
	}
	if (hz.backend == PROTO_THREAD_FORK) {
		return; /* registers of real threads are not to be had */
	}
	now = state();
	if (now == hz.state_hash) {
		blocked_describe();
		sched_finish(PROTO_LIVELOCK, "the state of all threads repeats, and nobody writes");
	}
	hz.state_hash = now;
}
