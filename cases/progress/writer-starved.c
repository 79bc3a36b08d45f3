// SPDX-License-Identifier: MIT
/*
 * Writer starved: the cleaner waits for an empty hall, and the door is never closed.
 *
 * Any number of visitors may be in the hall together, and the cleaner only alone.  A
 * visitor goes in whenever nobody is cleaning.  That somebody is waiting to clean is no
 * reason to stay outside, so as long as the visits overlap, one comes before the other
 * goes, the hall is never empty, and the cleaner waits all day.  There is no deadlock and
 * no data race: it is the rule that is unfair.  (The read-write lock of
 * the GNU C library has this rule, too, unless told otherwise.)  Here the cleaner comes
 * once, at noon; the visitors who then go in past the waiting cleaner are counted.
 *
 * @level   2
 * @cwe     662
 * @stdout  nobody went in past the cleaner
 * @misses  tsan: everything is under one lock; who is let in first is a rule of the
 *          program, which the tool doesn't know
 * @misses  helgrind: everything is under one lock; it doesn't ask how long a thread waits
 * @misses  drd: everything is under one lock; it doesn't ask how long a thread waits
 * @expect  native    wrong-result 81%
 * @expect  explore   wrong-result
 * @hint    What does a visitor look at before going in, and what not?
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { VISITORS = 2, PICTURES = ROUNDS / 20 };

static int inside, visits, cleaner_waits, overtaken;
static pthread_mutex_t door = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t gone = PTHREAD_COND_INITIALIZER;

static void *
visitor(void *unused)
{
	for (int visit = 0; visit < ROUNDS; visit++) {
		pthread_mutex_lock(&door);
		overtaken += cleaner_waits;			//~ overtake: write
		inside++;
		pthread_mutex_unlock(&door);
		for (volatile int picture = 0; picture < PICTURES; picture++) {
		}
		pthread_mutex_lock(&door);
		inside--;
		visits++;
		pthread_cond_broadcast(&gone);
		pthread_mutex_unlock(&door);
	}
	return unused;
}

static void
clean(void)
{
	pthread_mutex_lock(&door);
	while (visits < ROUNDS) {		/* that is at noon */
		pthread_cond_wait(&gone, &door);
	}
	cleaner_waits = 1;
	while (inside > 0) {
		pthread_cond_wait(&gone, &door);		//~ empty: wait
	}
	cleaner_waits = 0;
	pthread_mutex_unlock(&door);
}

int
main(void)
{
	pthread_t thread[VISITORS];

	for (int i = 0; i < VISITORS; i++) {
		pthread_create(&thread[i], NULL, visitor, NULL);
	}
	clean();
	for (int i = 0; i < VISITORS; i++) {
		pthread_join(thread[i], NULL);
	}
	if (overtaken > 0) {
		fprintf(stderr, "wrong: %d visitors went in past the cleaner\n", overtaken);
		return 1;
	}
	puts("nobody went in past the cleaner");
	return 0;
}
