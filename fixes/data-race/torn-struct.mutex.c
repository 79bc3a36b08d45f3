// SPDX-License-Identifier: MIT
/*
 * Torn struct, with a mutex: nobody reads while the board is being changed.
 *
 * @how         A mutex is held for each of the two assignments.
 * @why         With the lock the copy is as good as one step: the traveller gets the
 *              board as it was before the assignment or as it is after it.
 * @cost        Two lock calls for each copy, and the timetable has to wait while a
 *              traveller copies. The copy is short; what is done with it needs no lock.
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

struct departure {
	int train;
	char destination[40];
	int platform;
};

pthread_mutex_t board_lock = PTHREAD_MUTEX_INITIALIZER;
struct departure board = { .train = 0, .platform = 1 };
int wrong_platforms;

static int
platform_of(int train)
{
	return train % 9 + 1;
}

static void *
timetable(void *arg)
{
	struct departure next;

	(void)arg;
	for (int train = 1; train <= ROUNDS; train++) {
		next.train = train;
		snprintf(next.destination, sizeof(next.destination), "City %d", train);
		next.platform = platform_of(train);
		pthread_mutex_lock(&board_lock);
		board = next;
		pthread_mutex_unlock(&board_lock);
	}
	return NULL;
}

static void *
traveller(void *arg)
{
	char note[80];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&board_lock);
		struct departure seen = board;
		pthread_mutex_unlock(&board_lock);

		snprintf(note, sizeof(note), "%s: %d", seen.destination, seen.platform);
		wrong_platforms += seen.platform != platform_of(seen.train);
	}
	return NULL;
}

int
main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, timetable, NULL);
	pthread_create(&b, NULL, traveller, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);

	if (wrong_platforms != 0) {
		fprintf(stderr, "wrong: the platform of another train %d times\n",
		    wrong_platforms);
		return 1;
	}
	puts("nobody sent to the wrong platform");
	return 0;
}
