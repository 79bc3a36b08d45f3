// SPDX-License-Identifier: MIT
/*
 * Early return: a group that is too big is sent away, and the door stays locked.
 *
 * seat() locks the book, looks whether there is room, and writes the group in.  The way
 * out for groups that are refused was added later, in the middle: it returns the right
 * answer, but with the lock still held, by a thread that will never give it back.  The
 * caller notices nothing.  The next one hangs, in a line that has no fault at all.
 *
 * @level   1
 * @cwe     667 833
 * @stdout  1 group seated, 2 refused
 * @misses  tsan: a lock that is never given back is no race and no cycle
 * @expect  helgrind  lock-held
 * @expect  drd       lock-held(book, gone)
 * @expect  native    hang
 * @expect  explore   stuck(book)
 * @expect  explore   lock-held(book)
 * @hint    How many ways out has seat(), and what does each one leave behind?
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
	pthread_mutex_lock(&book_lock);		//~ book: lock
	if (taken + people > SEATS) {
		return false;			//~ refused
	}
	taken += people;
	pthread_mutex_unlock(&book_lock);
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
		pthread_join(groups[i], NULL);	//~ gone: join
		seated += people[i] > 0;
	}
	printf("%d group seated, %d refused\n", seated, GROUPS - seated);
	return 0;
}
