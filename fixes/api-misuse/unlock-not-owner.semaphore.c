// SPDX-License-Identifier: MIT
/*
 * Unlocked by a stranger, fixed: what passes from hand to hand is a semaphore.
 *
 * @how     a semaphore that starts at 1 takes the place of the mutex
 * @why     A semaphore has no owner: one thread may wait and another post.
 *          That is exactly what "main() takes the scanner, the thread gives it
 *          back" needs.
 * @cost    no tool can say any more who forgot to give it back, and there is
 *          no priority inheritance, no robust or error-checking kind
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

sem_t scanner;			/* 1: free, 0: taken */
int pages;

static void *
scan(void *arg)
{
	int sheets = *(int *)arg;

	while (pages < sheets) {
		pages += 1;
	}
	sem_post(&scanner);
	return NULL;
}

int
main(void)
{
	pthread_t scanning;
	int sheets = 3;

	sem_init(&scanner, 0, 1);
	sem_wait(&scanner);
	pthread_create(&scanning, NULL, scan, &sheets);
	pthread_join(scanning, NULL);
	if (pages != 3) {
		fprintf(stderr, "wrong: %d pages scanned\n", pages);
		return 1;
	}
	printf("%d pages scanned\n", pages);
	return 0;
}
