// SPDX-License-Identifier: MIT
/*
 * Polite livelock, fixed: each clerk gives way once and then gets on with it.
 *
 * @how   Hand the stamp over only on the first turn.
 * @why   Politeness with a limit: after one turn each, whoever holds the stamp uses
 *        it, so the number of hand-overs in vain is bounded.
 * @cost  A wasted turn for each letter.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

enum { PATIENCE = 20 };

pthread_mutex_t desk = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t handed_over = PTHREAD_COND_INITIALIZER;
int stamp_is_with;
bool waiting[2] = { true, true };
int stamped;

static void
hand_over_to(int clerk)
{
	stamp_is_with = clerk;
	pthread_cond_signal(&handed_over);
}

static void *
clerk(void *arg)
{
	int me = *(int *)arg;
	int colleague = 1 - me;

	pthread_mutex_lock(&desk);
	for (int turn = 0; turn < PATIENCE && waiting[me]; turn++) {
		while (stamp_is_with != me) {
			pthread_cond_wait(&handed_over, &desk);
		}
		if (waiting[colleague] && turn == 0) {
			hand_over_to(colleague);
			continue;
		}
		stamped += 1;
		waiting[me] = false;
		hand_over_to(colleague);
	}
	pthread_mutex_unlock(&desk);
	return NULL;
}

int
main(void)
{
	int names[2] = { 0, 1 };
	pthread_t clerks[2];

	for (int i = 0; i < 2; i++) {
		pthread_create(&clerks[i], NULL, clerk, &names[i]);
	}
	for (int i = 0; i < 2; i++) {
		pthread_join(clerks[i], NULL);
	}
	if (stamped != 2) {
		fprintf(stderr, "wrong: only %d of 2 letters stamped\n", stamped);
		return 1;
	}
	printf("%d letters stamped\n", stamped);
	return 0;
}
