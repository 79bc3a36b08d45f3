// SPDX-License-Identifier: MIT
/*
 * RCU, freed early, fixed: a full fence between announcing and taking.
 *
 * @how   One `atomic_thread_fence(memory_order_seq_cst)` in the passenger; the railway's
 *        own operations are strong enough.
 * @why   Either the fence comes before the railway's look at `reading`, which then finds
 *        the passenger; or the exchange comes before the fence, and then she takes the
 *        new timetable.
 * @cost  A full barrier at each reading, on ARM as on x86. It serves every load behind it,
 *        whatever its order; FreeBSD mended its smr_enter() so.
 * @false-alarm helgrind race(reading): Helgrind doesn't know C11 atomics and sees an
 *        ordinary write and an ordinary read
 * @false-alarm drd race(reading) 50%: DRD doesn't know C11 atomics and sees an ordinary
 *        write and an ordinary read
 * @false-alarm helgrind race(table): Helgrind doesn't take release stores and acquire
 *        loads for synchronisation
 * @false-alarm drd race(table) 50%: DRD doesn't take release stores and acquire loads for
 *        synchronisation
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#ifndef ROUNDS
#define ROUNDS 2000
#endif

struct timetable {
	long leaves, arrives;
};

_Atomic(struct timetable *) current;
atomic_int reading;

static struct timetable *
print_timetable(int season)
{
	struct timetable *table = malloc(sizeof(*table));	//~ table: create

	*table = (struct timetable){ season, season + 45 };	//~ table: write
	return table;
}

static long
minutes_to_travel(void)
{
	atomic_store_explicit(&reading, 1, memory_order_release);	//~ reading: write
	atomic_thread_fence(memory_order_seq_cst);
	struct timetable *table = atomic_load_explicit(&current, memory_order_acquire);
	long minutes = table->arrives - table->leaves;	//~ table: read
	atomic_store_explicit(&reading, 0, memory_order_release);	//~ reading: write
	return minutes;
}

static void *
railway(void *arg)
{
	for (int season = 1; season <= ROUNDS; season++) {
		struct timetable *old = atomic_exchange(&current, print_timetable(season));

		while (atomic_load(&reading)) {	//~ reading: read
			sched_yield();
		}
		free(old);	//~ table: free
	}
	return arg;
}

int
main(void)
{
	pthread_t thread;
	int wrong = 0;

	atomic_store(&current, print_timetable(0));
	pthread_create(&thread, NULL, railway, NULL);
	for (int i = 0; i < ROUNDS; i++) {
		wrong += minutes_to_travel() != 45;
	}
	pthread_join(thread, NULL);
	free(current);

	if (wrong != 0) {
		fprintf(stderr, "wrong: %d times read from a freed timetable\n", wrong);
		return 1;
	}
	puts("every journey took 45 minutes");
	return 0;
}
