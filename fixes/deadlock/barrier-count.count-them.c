// SPDX-License-Identifier: MIT
/*
 * Barrier count, count them: the barrier is made for those who have work.
 *
 * @how   the barrier is initialised with the number of shares that aren't empty
 * @why   The number that it waits for is worked out from the same shares as the number
 *        that comes.
 * @cost  two places must reckon alike; change how boards are shared out, and the hang may
 *        be back
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

	if (first >= end) {
		return NULL;
	}
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

	pthread_barrier_init(&primed, NULL, (BOARDS + SHARE - 1) / SHARE);
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
