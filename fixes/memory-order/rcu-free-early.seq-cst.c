// SPDX-License-Identifier: MIT
/*
 * RCU, freed early, fixed: announcing and taking are sequentially consistent.
 *
 * @how   The store of `reading` and the load of `current` with the default order; the
 *        railway has it already.
 * @why   All sequentially consistent operations have one order. If the railway finds
 *        nobody, the passenger announces herself later in it, and takes the timetable
 *        later still: the new one.
 * @cost  On x86 the store becomes a locked exchange at each reading, which reading without
 *        a lock was meant to avoid; on 64-bit ARM about as much as release and acquire.
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
	atomic_store(&reading, 1);	//~ reading: write
	struct timetable *table = atomic_load(&current);
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
