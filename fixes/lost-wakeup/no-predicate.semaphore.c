// SPDX-License-Identifier: MIT
/*
 * Wait without a condition, fixed: the board is a semaphore, which remembers every post.
 *
 * @how     a semaphore counts the open orders instead of a lock, a counter and
 *          a bell
 * @why     A post that comes before the wait is not lost: it is the number
 *          that the wait takes one from.
 * @cost    nothing here; but a semaphore can wait for "at least one" and for
 *          nothing more complicated
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

#define MEALS 3

sem_t orders;			/* on the board, not yet cooked */
int served;

static void *
cook(void *arg)
{
	(void)arg;
	while (served < MEALS) {
		sem_wait(&orders);
		served += 1;
	}
	return NULL;
}

int
main(void)
{
	pthread_t kitchen;
	int open;

	sem_init(&orders, 0, 0);
	pthread_create(&kitchen, NULL, cook, NULL);
	for (int i = 0; i < MEALS; i++) {
		sem_post(&orders);
	}
	pthread_join(kitchen, NULL);
	sem_getvalue(&orders, &open);
	if (open != 0) {
		fprintf(stderr, "wrong: %d orders still open\n", open);
		return 1;
	}
	printf("%d meals served\n", served);
	return 0;
}
