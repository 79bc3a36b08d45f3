// SPDX-License-Identifier: MIT
/*
 * RCU, freed early: the reader is inside, and its "I am inside" is still on its way.
 *
 * RCU: read, copy, update.  The railway publishes a new timetable, waits until nobody
 * is reading, and frees the old one.  A passenger says that she is reading before she
 * takes the current timetable, and that she is done after using it.  In the order of
 * the lines that is right.  But a store and a later load of something else are the two
 * steps that even x86 may swap: she has the old timetable in her hand while
 * `reading` is still zero for the railway, which finds nobody and frees it.  Release
 * is of no help: it orders what is before the store.
 *
 * @level   4
 * @cwe     416
 * @origin  FreeBSD bug 265974: smr_enter() and the loads behind it
 * @stdout  every journey took 45 minutes
 * @explore weak
 * @misses  tsan: its own bookkeeping at every release store is a full barrier, so under
 *          it the two steps never swap, and in every other order nobody is overlooked
 * @expect  helgrind  race(table)
 * @expect  drd       race(table) 50%
 * @false-alarm helgrind race(reading): Helgrind doesn't know C11 atomics and sees an
 *          ordinary write and an ordinary read
 * @false-alarm drd race(reading) 50%: DRD doesn't know C11 atomics and sees an ordinary
 *          write and an ordinary read
 * @expect  native    wrong-result may
 * @expect  explore   use-after-free(table)
 * @hint    Which two lines of the passenger may the processor swap, and what does the
 *          railway see then?
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
