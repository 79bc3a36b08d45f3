// SPDX-License-Identifier: MIT
/*
 * Writer starved, the writer first: whoever comes while the cleaner waits stays outside.
 *
 * @how   a visitor goes in only when no cleaner is waiting, and is woken when all is clean
 * @why   From the moment the cleaner waits, visitors only leave, so the hall is empty after at
 *        most as many visits as are going on.
 * @cost  now it is the visitors who could starve, if cleaners came one after the other.  Less
 *        goes on at once.  (In glibc's rwlock: PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP.)
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { VISITORS = 2, PICTURES = ROUNDS / 20 };

static int inside, visits, cleaner_waits, overtaken;
static pthread_mutex_t door = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cleaned = PTHREAD_COND_INITIALIZER;
static pthread_cond_t gone = PTHREAD_COND_INITIALIZER;

static void *
visitor(void *unused)
{
	for (int visit = 0; visit < ROUNDS; visit++) {
		pthread_mutex_lock(&door);
		while (cleaner_waits) {
			pthread_cond_wait(&cleaned, &door);
		}
		overtaken += cleaner_waits;
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
		pthread_cond_wait(&gone, &door);
	}
	cleaner_waits = 0;
	pthread_cond_broadcast(&cleaned);
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
