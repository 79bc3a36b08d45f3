// SPDX-License-Identifier: MIT
/*
 * Barrier count, come anyway: a painter with nothing to paint meets the others too.
 *
 * @how   the early way out is gone; an empty share is a loop that runs no times
 * @why   Every thread that the barrier counts comes to it exactly once.
 * @cost  threads that do nothing but wait for each other
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>

enum { PAINTERS = 3, BOARDS = 4, SHARE = (BOARDS + PAINTERS - 1) / PAINTERS };

static pthread_barrier_t primed;
static int coats[BOARDS];

static void *
paint(void *arg)
{
	int first = *(int *)arg;
	int end = first + SHARE < BOARDS ? first + SHARE : BOARDS;

	for (int i = first; i < end; i++) {
		coats[i] += 1;
	}
	pthread_barrier_wait(&primed);
	for (int i = first; i < end; i++) {
		coats[i] += 1;
	}
	return NULL;
}

int
main(void)
{
	pthread_t painters[PAINTERS];
	int first[PAINTERS];
	int painted = 0;

	pthread_barrier_init(&primed, NULL, PAINTERS);
	for (int i = 0; i < PAINTERS; i++) {
		first[i] = i * SHARE;
		pthread_create(&painters[i], NULL, paint, &first[i]);
	}
	for (int i = 0; i < PAINTERS; i++) {
		pthread_join(painters[i], NULL);
	}
	for (int i = 0; i < BOARDS; i++) {
		painted += coats[i] == 2;
	}
	printf("%d boards painted\n", painted);
	return 0;
}
