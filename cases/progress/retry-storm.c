// SPDX-License-Identifier: MIT
/*
 * Retry storm: every new try makes the others' tries fail.
 *
 * Three editors change one page.  Whoever begins takes the next edition number, and may
 * save only if nobody else has begun since; else the work was for nothing, and the editor
 * begins again at once.  But beginning again takes a new number, which spoils the work of the
 * others, who begin again and spoil this one.  The more fail, the more try, and the more
 * fail.  All work hard, and it is luck if one of them ever gets through undisturbed.  Here
 * each gives up after some tries, so that the program ends.
 *
 * @level   3
 * @cwe     834
 * @stdout  3 editors saved, none tried more than 3 times
 * @misses  tsan: the numbers are atomic, so there is no data race; that work is thrown
 *          away is no error to it
 * @misses  helgrind: it takes the additions (locked instructions) for reads: no race
 * @misses  drd: it takes the additions (locked instructions) for reads: no race
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @hint    Why does an editor's try fail: because another one has saved, or has begun?
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { EDITORS = 3, PATIENCE = 10 };

static atomic_int edition, saved;
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
	int mine = ++edition;					//~ begin: write

	think();
	return edition == mine;					//~ save: read
}

static void *
editor(void *arg)
{
	int *tries = arg;

	pthread_barrier_wait(&start);
	while (*tries < PATIENCE) {
		*tries += 1;
		if (edit()) {
			saved++;
			break;
		}
	}
	return NULL;
}

int
main(void)
{
	pthread_t thread[EDITORS];
	int tries[EDITORS] = { 0 }, most = 0;

	pthread_barrier_init(&start, NULL, EDITORS);
	for (int i = 0; i < EDITORS; i++) {
		pthread_create(&thread[i], NULL, editor, &tries[i]);
	}
	for (int i = 0; i < EDITORS; i++) {
		pthread_join(thread[i], NULL);
		most = tries[i] > most ? tries[i] : most;
	}
	if (saved != EDITORS || most > EDITORS) {
		fprintf(stderr, "wrong: %d saved, after up to %d tries\n", saved, most);
		return 1;
	}
	printf("%d editors saved, none tried more than %d times\n", saved, EDITORS);
	return 0;
}
