// SPDX-License-Identifier: MIT
/*
 * Volatile flag, as two semaphores: whoever has nothing to do sleeps.
 *
 * @how         One semaphore says that the box is empty, another one that it is full;
 *              each side waits for one and posts the other.
 * @why         What was done before sem_post() is visible after the sem_wait() that it
 *              lets through, in both directions.
 * @cost        Two library calls a letter on each side, and a system call where somebody
 *              has to be woken; in return, waiting costs nothing.
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { LETTERS = 4 };

long letter;
sem_t empty, full;

static void *
sender(void *arg)
{
	(void)arg;
	for (int i = 1; i <= LETTERS; i++) {
		sem_wait(&empty);
		letter = i;
		sem_post(&full);
	}
	return NULL;
}

static void *
recipient(void *arg)
{
	long *sum = arg;

	for (int i = 1; i <= LETTERS; i++) {
		sem_wait(&full);
		*sum += letter;
		sem_post(&empty);
	}
	return NULL;
}

int
main(void)
{
	pthread_t a, b;
	long sum = 0;

	sem_init(&empty, 0, 1);
	sem_init(&full, 0, 0);
	pthread_create(&a, NULL, sender, NULL);
	pthread_create(&b, NULL, recipient, &sum);
	pthread_join(a, NULL);
	pthread_join(b, NULL);

	if (sum != 1 + 2 + 3 + 4) {
		fprintf(stderr, "wrong: letters 1 to %d add up to %ld\n", LETTERS, sum);
		return 1;
	}
	puts("every letter arrived");
	return 0;
}
