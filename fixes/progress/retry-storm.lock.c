// SPDX-License-Identifier: MIT
/*
 * Retry storm, a lock: one edits, the others wait.
 *
 * @how   a lock is held from the beginning to the saving
 * @why   Nobody can begin while another one works, so no try fails and none is repeated.
 * @cost  no two edit at the same time, even where they would not have disturbed each other
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
static pthread_mutex_t page = PTHREAD_MUTEX_INITIALIZER;

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
	int mine = ++edition;
	think();
	bool alone = edition == mine;
	pthread_mutex_unlock(&page);
	return alone;
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
