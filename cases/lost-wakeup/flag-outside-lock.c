// SPDX-License-Identifier: MIT
/*
 * Flag outside the lock: it changes after the look and before the sleep.
 *
 * Two threads each make half of a picture; whoever is last wakes main.  The counter is
 * atomic, so nobody took the trouble to lock for it.  But main does two things: it
 * looks at the counter, and then goes to sleep.  Between the two it holds the lock, and
 * the lock is there to keep everybody else from changing the answer in that moment; but
 * it keeps out only those who take it.  The last thread doesn't: it counts down to 0 and
 * signals.  Main hasn't begun to wait, so nobody hears it; then main begins to wait,
 * for ever.
 *
 * @level   3
 * @cwe     821
 * @origin  onnxruntime pull request 157: the parallel executor's count of nodes to run
 * @stdout  ########
 * @misses  tsan: the counter is atomic, so there is no data race, and a signal may be
 *          sent without the lock
 * @expect  helgrind  condvar-misuse(wake) may
 * @expect  drd       condvar-misuse(wake) may
 * @expect  native    hang may
 * @expect  explore   stuck(sleep)
 * @hint    Main has just seen that `unfinished` is 1. What can happen before it sleeps,
 *          and what keeps it from happening?
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

enum { HALVES = 2, WIDTH = 4 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t all_done = PTHREAD_COND_INITIALIZER;
static atomic_int unfinished = HALVES;
static char picture[HALVES][WIDTH + 1];

static void *
paint(void *arg)
{
	char *half = arg;

	for (int i = 0; i < WIDTH; i++) {
		half[i] = '#';
	}
	if (atomic_fetch_sub(&unfinished, 1) == 1) {		//~ count: write
		pthread_cond_signal(&all_done);			//~ wake: signal
	}
	return NULL;
}

int
main(void)
{
	pthread_t painters[HALVES];

	for (int i = 0; i < HALVES; i++) {
		pthread_create(&painters[i], NULL, paint, picture[i]);
	}
	pthread_mutex_lock(&lock);
	while (atomic_load(&unfinished) > 0) {			//~ look: read
		pthread_cond_wait(&all_done, &lock);		//~ sleep: wait
	}
	pthread_mutex_unlock(&lock);
	for (int i = 0; i < HALVES; i++) {
		pthread_join(painters[i], NULL);
	}
	if (picture[0][WIDTH - 1] != '#' || picture[1][WIDTH - 1] != '#') {
		fprintf(stderr, "wrong: only '%s' and '%s'\n", picture[0], picture[1]);
		return 1;
	}
	printf("%s%s\n", picture[0], picture[1]);
	return 0;
}
