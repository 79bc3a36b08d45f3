// SPDX-License-Identifier: MIT
/*
 * Flag outside the lock, locked: counting down and signalling happen under main's lock.
 *
 * @how   the counter is a plain int, and the painters take the lock to count down and
 *        to signal
 * @why   Main holds the lock from its look until it sleeps; so the last count comes
 *        either before the look, which then sees 0, or after main has begun to wait,
 *        and then the signal is heard.
 * @cost  the lock is taken once for every part
 */
#include <pthread.h>
#include <stdio.h>

enum { HALVES = 2, WIDTH = 4 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t all_done = PTHREAD_COND_INITIALIZER;
static int unfinished = HALVES;
static char picture[HALVES][WIDTH + 1];

static void *
paint(void *arg)
{
	char *half = arg;

	for (int i = 0; i < WIDTH; i++) {
		half[i] = '#';
	}
	pthread_mutex_lock(&lock);
	unfinished -= 1;
	if (unfinished == 0) {
		pthread_cond_signal(&all_done);
	}
	pthread_mutex_unlock(&lock);
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
	while (unfinished > 0) {
		pthread_cond_wait(&all_done, &lock);
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
