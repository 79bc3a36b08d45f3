// SPDX-License-Identifier: MIT
/*
 * Flag outside the lock, locked to signal: only the signal takes the lock.
 *
 * @how   who counts down to 0 takes the lock, signals and gives it back
 * @why   The lock can be had only when main isn't between its look and its sleep: main
 *        either hasn't looked yet and will see 0, or sleeps already and hears the
 *        signal.
 * @cost  the lock is taken once instead of for every part; but that it's needed can't
 *        be seen in the data, and the next reader may well take it away
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
	if (atomic_fetch_sub(&unfinished, 1) == 1) {
		pthread_mutex_lock(&lock);
		pthread_cond_signal(&all_done);
		pthread_mutex_unlock(&lock);
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
	while (atomic_load(&unfinished) > 0) {
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
