// SPDX-License-Identifier: MIT
/*
 * Wait without a condition, fixed: the cook waits only while the board is empty.
 *
 * @how     the wait stands in a loop that asks for orders first
 * @why     The orders are counted under the lock, and between the look at the
 *          board and the sleep nobody else can get it: only the wait itself
 *          lets go of it. No ring can fall in between, and none is needed for
 *          orders that are there already.
 * @cost    nothing: a cook who finds work doesn't wait at all
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
		while (orders == 0) {
			pthread_cond_wait(&bell, &lock);
		}
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
		pthread_cond_signal(&bell);
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
