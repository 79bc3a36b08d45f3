// SPDX-License-Identifier: MIT
/*
 * Wait without a condition: the cook waits for the bell and never looks at the board.
 *
 * Three orders go up on the board, and the bell rings for each.  A condition
 * variable remembers nothing: a bell that rings while the cook is still putting
 * on the apron, or is at the stove, is heard by nobody.  The orders are on the
 * board all the same, but the cook only waits for the next ring, and after the
 * third there is none.  What one waits for is the board, not the bell.
 *
 * @level   1
 * @cwe     821
 * @topic   T0
 * @stdout  3 meals served
 * @misses  tsan: every access to the board is under the lock; waiting for ever is no
 *          data race
 * @misses  helgrind: the wait and the signals are used as the manual says, and a hang
 *          is no error to it
 * @misses  drd: the wait and the signals are used as the manual says, and a hang is no
 *          error to it
 * @expect  native    hang
 * @expect  explore   stuck(bell)
 * @hint    How many orders are on the board when the cook begins to wait?
 */
#include <pthread.h>
#include <stdio.h>

#define MEALS 3

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t bell = PTHREAD_COND_INITIALIZER;
int orders;			/* on the board, not yet cooked */
int served, for_nobody;

static void *
cook(void *arg)
{
	(void)arg;
	while (served < MEALS) {
		pthread_mutex_lock(&lock);
		pthread_cond_wait(&bell, &lock);	//~ bell: wait
		orders -= 1;
		if (orders < 0) {
			for_nobody += 1;
		}
		pthread_mutex_unlock(&lock);
		served += 1;
	}
	return NULL;
}

int
main(void)
{
	pthread_t kitchen;

	pthread_create(&kitchen, NULL, cook, NULL);
	for (int i = 0; i < MEALS; i++) {
		pthread_mutex_lock(&lock);
		orders += 1;
		pthread_cond_signal(&bell);		//~ bell: signal
		pthread_mutex_unlock(&lock);
	}
	pthread_join(kitchen, NULL);
	if (for_nobody != 0) {
		fprintf(stderr, "wrong: %d meals that nobody ordered\n", for_nobody);
		return 1;
	}
	printf("%d meals served\n", served);
	return 0;
}
