// SPDX-License-Identifier: MIT
/*
 * Flag outside the lock, semaphore: every part that is done is posted.
 *
 * @how   each painter posts a semaphore, and main waits on it once for each half
 * @why   A semaphore keeps its count: a post that comes before the wait isn't lost, so
 *        there is no moment that has to be guarded.
 * @cost  main is woken for every part and not only for the last
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { HALVES = 2, WIDTH = 4 };

static sem_t half_done;
static char picture[HALVES][WIDTH + 1];

static void *
paint(void *arg)
{
	char *half = arg;

	for (int i = 0; i < WIDTH; i++) {
		half[i] = '#';
	}
	sem_post(&half_done);
	return NULL;
}

int
main(void)
{
	pthread_t painters[HALVES];

	sem_init(&half_done, 0, 0);
	for (int i = 0; i < HALVES; i++) {
		pthread_create(&painters[i], NULL, paint, picture[i]);
	}
	for (int i = 0; i < HALVES; i++) {
		sem_wait(&half_done);
	}
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
