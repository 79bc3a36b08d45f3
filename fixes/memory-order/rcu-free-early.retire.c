// SPDX-License-Identifier: MIT
/*
 * RCU, freed early, fixed: old timetables are kept until nobody can read any more.
 *
 * @how   Instead of waiting and freeing, the railway puts the old timetable on a list,
 *        which main frees after the join.
 * @why   Nothing is freed while a passenger may read, so nobody has to say that she
 *        reads.
 * @cost  Memory grows with every season. Reading is as cheap as it can be.
 * @false-alarm helgrind race(table): Helgrind doesn't take release stores and acquire
 *        loads for synchronisation
 * @false-alarm drd race(table) 50%: DRD doesn't take release stores and acquire loads for
 *        synchronisation
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#ifndef ROUNDS
#define ROUNDS 2000
#endif

struct timetable {
	long leaves, arrives;
	struct timetable *older;
};

_Atomic(struct timetable *) current;
struct timetable *retired;

static struct timetable *
print_timetable(int season)
{
	struct timetable *table = malloc(sizeof(*table));	//~ table: create

	*table = (struct timetable){ season, season + 45, NULL };	//~ table: write
	return table;
}

static long
minutes_to_travel(void)
{
	struct timetable *table = atomic_load_explicit(&current, memory_order_acquire);
	return table->arrives - table->leaves;	//~ table: read
}

static void *
railway(void *arg)
{
	for (int season = 1; season <= ROUNDS; season++) {
		struct timetable *old = atomic_exchange(&current, print_timetable(season));

		old->older = retired;
		retired = old;
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
	while (retired != NULL) {
		struct timetable *old = retired;

		retired = old->older;
		free(old);
	}

	if (wrong != 0) {
		fprintf(stderr, "wrong: %d times read from a freed timetable\n", wrong);
		return 1;
	}
	puts("every journey took 45 minutes");
	return 0;
}
