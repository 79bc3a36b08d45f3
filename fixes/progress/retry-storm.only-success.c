// SPDX-License-Identifier: MIT
/*
 * Retry storm, only a success counts: whoever begins disturbs nobody.
 *
 * @how   an editor only reads the number when it begins; saving makes it one higher, in one
 *        step that fails if somebody else has saved since (compare and exchange)
 * @why   A try fails only because another one has succeeded (the property that is called
 *        lock-free).  Each saves once here, so nobody fails more often than there are others.
 * @cost  an editor who takes long can still be overtaken again and again, by quick ones who
 *        keep saving
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
	int mine = edition;

	think();
	return atomic_compare_exchange_strong(&edition, &mine, mine + 1);
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
