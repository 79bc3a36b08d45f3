// SPDX-License-Identifier: MIT
/*
 * Retry storm: every new try makes the others' tries fail.
 *
 * Three editors add a sentence each to one page.  Whoever begins takes the next edition
 * number, and may save only if nobody else has begun since; else the work was for nothing,
 * and the editor begins again at once.  But beginning again takes a new number, which
 * spoils the work of the others, who begin again and spoil this one.  The more fail, the
 * more try, and the more fail.  All work hard, and it is luck if one of them ever gets
 * through undisturbed.  Here each gives up after three tries, so that the program ends,
 * and the sentence is lost.
 *
 * @level   3
 * @cwe     834
 * @stdout  3 sentences on the page
 * @misses  tsan: the page is locked at every access; that work is thrown away is no
 *          error to it
 * @misses  helgrind: the page is locked at every access; that work is thrown away is no
 *          error to it
 * @misses  drd: the page is locked at every access; that work is thrown away is no error
 *          to it
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @hint    Why does an editor's try fail: because another one has saved, or has begun?
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
	int mine = ++edition;					//~ begin: write
	int old = sentences;
	pthread_mutex_unlock(&page);
	think();
	pthread_mutex_lock(&page);
	bool undisturbed = edition == mine;			//~ save: read
	if (undisturbed) {
		sentences = old + 1;
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
