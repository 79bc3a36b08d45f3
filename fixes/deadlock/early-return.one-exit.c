// SPDX-License-Identifier: MIT
/*
 * Early return, one exit: there is one unlock, and all pass it.
 *
 * @how   seat() has a single return, behind a single unlock
 * @why   There is no way from the lock to the end that goes round the unlock.
 * @cost  one level more of indentation for each condition; where there are many, people
 *        write `goto out` with the unlock behind the label
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

enum { SEATS = 10, GROUPS = 3 };

pthread_mutex_t book_lock = PTHREAD_MUTEX_INITIALIZER;
int taken;

static bool
seat(int people)
{
	pthread_mutex_lock(&book_lock);
	bool room = taken + people <= SEATS;
	if (room) {
		taken += people;
	}
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
