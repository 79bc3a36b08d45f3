// SPDX-License-Identifier: MIT
/*
 * Retry storm, only a success counts: whoever begins disturbs nobody.
 *
 * @how   an editor only reads the number when it begins; saving makes it one higher
 * @why   A try fails only because another one has succeeded, so that somebody always gets
 *        on.  Each saves once here, so nobody fails more often than there are others.
 * @cost  an editor who takes long can still be overtaken again and again, by quick ones who
 *        keep saving
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 100000
#endif

enum { EDITORS = 3, PATIENCE = 3 };

static pthread_mutex_t page = PTHREAD_MUTEX_INITIALIZER;
static int edition, sentences, in_vain;
static pthread_barrier_t start;

static void
think(void)
{
	for (volatile int word = 0; word < ROUNDS; word++) {
	}
}

static bool
edit(void)
{
	pthread_mutex_lock(&page);
	int mine = edition;
	int old = sentences;
	pthread_mutex_unlock(&page);
	think();
	pthread_mutex_lock(&page);
	bool undisturbed = edition == mine;
	if (undisturbed) {
		sentences = old + 1;
		edition += 1;
	}
	in_vain += !undisturbed;
	pthread_mutex_unlock(&page);
	return undisturbed;
}

static void *
editor(void *arg)
{
	pthread_barrier_wait(&start);
	for (int tries = 0; tries < PATIENCE && !edit(); tries++) {
	}
	return arg;
}

int
main(void)
{
	pthread_t thread[EDITORS];

	pthread_barrier_init(&start, NULL, EDITORS);
	for (int i = 0; i < EDITORS; i++) {
		pthread_create(&thread[i], NULL, editor, NULL);
	}
	for (int i = 0; i < EDITORS; i++) {
		pthread_join(thread[i], NULL);
	}
	if (sentences != EDITORS) {
		fprintf(stderr, "wrong: %d saved, %d tries in vain\n", sentences, in_vain);
		return 1;
	}
	printf("%d sentences on the page\n", sentences);
	return 0;
}
