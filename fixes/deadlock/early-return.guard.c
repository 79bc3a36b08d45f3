// SPDX-License-Identifier: MIT
/*
 * Early return, guard: the compiler unlocks at every way out.
 *
 * @how   a variable with the cleanup attribute: when it goes out of scope, by return,
 *        break or goto, unlock() is called with its address
 * @why   No return can forget it, one that is added next year included.
 * @cost  an extension of gcc and clang, not C11; pthread_exit() and longjmp() may go past
 *        it; nobody sees the unlock, so a long function may keep the lock too long
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

enum { SEATS = 10, GROUPS = 3 };

pthread_mutex_t book_lock = PTHREAD_MUTEX_INITIALIZER;
int taken;

static void
unlock(pthread_mutex_t **lock)
{
	pthread_mutex_unlock(*lock);
}

static bool
seat(int people)
{
	__attribute__((cleanup(unlock))) pthread_mutex_t *guard = &book_lock;

	pthread_mutex_lock(guard);
	if (taken + people > SEATS) {
		return false;
	}
	taken += people;
	return true;
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
