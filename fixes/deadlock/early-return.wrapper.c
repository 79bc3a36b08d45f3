// SPDX-License-Identifier: MIT
/*
 * Early return, wrapper: one function locks and unlocks, the other one decides.
 *
 * @how   what happens under the lock moves into seat_locked(), which may return where it
 *        likes; seat() does nothing but lock, call, unlock
 * @why   Lock and unlock stand side by side, and every return of seat_locked() leads
 *        back between them.
 * @cost  a second function, and a name that says "call me only with the lock held"
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

enum { SEATS = 10, GROUPS = 3 };

pthread_mutex_t book_lock = PTHREAD_MUTEX_INITIALIZER;
int taken;

static bool
seat_locked(int people)
{
	if (taken + people > SEATS) {
		return false;
	}
	taken += people;
	return true;
}

static bool
seat(int people)
{
	pthread_mutex_lock(&book_lock);
	bool room = seat_locked(people);
	pthread_mutex_unlock(&book_lock);
	return room;
}

static void *
arrive(void *arg)
{
	int *people = arg;

	if (!seat(*people)) {
		*people = 0;
	}
	return NULL;
}

int
main(void)
{
	pthread_t groups[GROUPS];
	int people[GROUPS] = { 6, 7, 8 };
	int seated = 0;

	for (int i = 0; i < GROUPS; i++) {
		pthread_create(&groups[i], NULL, arrive, &people[i]);
	}
	for (int i = 0; i < GROUPS; i++) {
		pthread_join(groups[i], NULL);
		seated += people[i] > 0;
	}
	printf("%d group seated, %d refused\n", seated, GROUPS - seated);
	return 0;
}
