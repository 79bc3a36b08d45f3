// SPDX-License-Identifier: MIT
/*
 * Per-thread slots: three readers count in one array without a lock.
 *
 * It looks wrong because all threads write to the same global array at the same
 * time.  It is right because each thread writes to its own element only: two
 * elements of an array are two objects, even when they lie side by side in one
 * cache line.  Main reads them after the joins, when nobody writes any more.
 *
 * @level   1
 * @cwe     366
 * @stdout  3 readers counted everything
 * @hint    Is there an element that two threads touch before the joins?
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { READERS = 3 };

long counted[READERS];

static void *
reader(void *arg)
{
	long *mine = arg;

	for (int page = 0; page < ROUNDS; page++) {
		*mine += 1;	//~ slot: read, write
	}
	return NULL;
}

int
main(void)
{
	pthread_t readers[READERS];
	long total = 0;

	for (int i = 0; i < READERS; i++) {
		pthread_create(&readers[i], NULL, reader, &counted[i]);
	}
	for (int i = 0; i < READERS; i++) {
		pthread_join(readers[i], NULL);
		total += counted[i];	//~ slot: read
	}
	if (total != (long)READERS * ROUNDS) {
		fprintf(stderr, "wrong: only %ld pages counted\n", total);
		return 1;
	}
	printf("%d readers counted everything\n", READERS);
	return 0;
}
