// SPDX-License-Identifier: MIT
/*
 * Stop flag: one thread polls a plain variable, and may never see it change.
 *
 * The guard of a museum keeps looking whether it is closing time, and then
 * locks the doors.  `closing` is an ordinary variable, so the compiler may assume
 * that no other thread changes it.  Here it reads it afresh each time only because it
 * can't see into sched_yield(); with an empty loop body and -O2, gcc reads it once, and
 * the guard may walk round for ever (clang drops the loop: he locks up at once).  Nor
 * does a plain flag promise that what was written before it is seen after it.
 *
 * @level   1
 * @cwe     366
 * @topic   T2
 * @stdout  doors locked
 * @expect  tsan      race(closing)
 * @expect  helgrind  race(closing)
 * @expect  drd       race(closing)
 * @misses  native: as it stands, gcc and clang read the flag afresh each time round, and
 *          sooner or later x86 shows what was written
 * @expect  explore   race(closing)
 * @hint    What tells the compiler that `closing` can change while the loop runs?
 */
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>

bool closing;
bool doors_locked;

static void *
guard(void *arg)
{
	(void)arg;
	while (!closing) {			//~ closing: read
		sched_yield();
	}
	doors_locked = true;
	return NULL;
}

int
main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, guard, NULL);
	closing = true;				//~ closing: write
	pthread_join(thread, NULL);

	if (!doors_locked) {
		fprintf(stderr, "wrong: the doors of 1 museum are open all night\n");
		return 1;
	}
	puts("doors locked");
	return 0;
}
