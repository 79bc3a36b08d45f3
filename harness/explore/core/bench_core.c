// SPDX-License-Identifier: MIT
/* Nanoseconds of CPU time a step (announce and pick), for each strategy and number of threads.  Judges nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine.h"

enum { STEPS = 200 };

static double
now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* Threads that write, half of the time to a common word. */
static uint64_t
schedule(struct engine *e, uint64_t n, unsigned threads)
{
	engine_begin(e, n);
	for (unsigned t = 1; t < threads; t++) {
		engine_thread_new(e);
	}
	for (unsigned i = 0; i < STEPS + 2 * threads; i++) {
		int t = engine_pick(e);
		if (t < 0) {
			break;
		}
		struct op op = {.kind = OP_WRITE,
			.size = 4,
			.pc = i,
			.addr = 4096 + (i & 1 ? 0 : 64 + 8 * (unsigned)t)};
		engine_announce(e, t, &op);
	}
	uint64_t steps = e->now.steps;
	engine_end(e);
	return steps;
}

static void
measure(enum engine_strategy s, unsigned threads)
{
	struct engine_config config = {.strategy = s,
		.max_threads = 1024,
		.max_choices = 4096,
		.max_depth = 4096,
		.preemptions = 2};
	size_t size = (engine_size(&config) + 63) / 64 * 64;
	void *memory = aligned_alloc(64, size);
	if (!memory) {
		exit(1);
	}
	memset(memory, 0, size);
	struct engine *e = engine_init(memory, &config);
	uint64_t steps = 0, n = 0;
	for (; n < 20; n++) {
		schedule(e, n, threads);
	}
	double begin = now(), elapsed = 0;
	for (; elapsed < 2e8; n++) {
		steps += schedule(e, n, threads);
		elapsed = now() - begin;
	}
	printf(" %8.1f", elapsed / (double)steps);
	free(memory);
}

int
main(void)
{
	static const unsigned threads[] = {1, 2, 4, 64, 1024};
	printf("ns a step   ");
	for (size_t i = 0; i < sizeof threads / sizeof threads[0]; i++) {
		printf(" %8u", threads[i]);
	}
	printf(" threads\n");
	for (enum engine_strategy s = ENGINE_RANDOM; s <= ENGINE_ENUM; s++) {
		printf("%-12s", engine_strategy_name(s));
		for (size_t i = 0; i < sizeof threads / sizeof threads[0]; i++) {
			if (threads[i] <= 64 || !engine_strategy_systematic(s)) {
				measure(s, threads[i]);
				fflush(stdout);
			}
		}
		printf("\n");
	}
	return 0;
}
