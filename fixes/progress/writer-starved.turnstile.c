// SPDX-License-Identifier: MIT
/*
 * Writer starved, a turnstile: all go through one gate, and the cleaner can close it.
 *
 * @how   a visitor passes a second lock on the way in; the cleaner keeps it while waiting and
 *        cleaning
 * @why   Visitors who come later stand at the turnstile until the cleaner is done; those who
 *        are inside leave without it.  Nobody is preferred: the cleaner, too, must get hold
 *        of the turnstile first.
 * @cost  one more lock for each visit; a mutex doesn't promise first come, first served, so
 *        the cleaner may miss the turnstile several times before getting hold of it
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { VISITORS = 2, PICTURES = ROUNDS / 20 };

static int inside, visits, cleaner_waits, overtaken;
static pthread_mutex_t door = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t turnstile = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t gone = PTHREAD_COND_INITIALIZER;

static void *
visitor(void *unused)
{
	for (int visit = 0; visit < ROUNDS; visit++) {
		pthread_mutex_lock(&turnstile);
		pthread_mutex_lock(&door);
		overtaken += cleaner_waits;
		inside++;
		pthread_mutex_unlock(&door);
		pthread_mutex_unlock(&turnstile);
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
	pthread_mutex_unlock(&door);
	pthread_mutex_lock(&turnstile);
	pthread_mutex_lock(&door);
	cleaner_waits = 1;
	while (inside > 0) {
		pthread_cond_wait(&gone, &door);
	}
	cleaner_waits = 0;
	pthread_mutex_unlock(&door);
	pthread_mutex_unlock(&turnstile);
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
