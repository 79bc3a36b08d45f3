// SPDX-License-Identifier: MIT
/*
 * Barrier destroyed, fixed: every meeting has a barrier of its own.
 *
 * @how   all barriers are made before the first clerk begins, for as many as will come, and
 *        stay as they are
 * @why   A barrier that nobody changes can be waited at by the quick and left by the slow at
 *        the same time.
 * @cost  memory for each meeting, and how many come to which must be known beforehand
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>

enum { CLERKS = 4, VOTES = 1000 };

int sum[CLERKS];
static pthread_barrier_t meeting[CLERKS / 2 + 1];	/* [half]: where 2 * half clerks meet */

static int
count_pile(int clerk)
{
	int votes = 0;

	for (int vote = clerk; vote < VOTES; vote += CLERKS) {
		votes += 1;
	}
	return votes;
}

static void *
count(void *arg)
{
	int me = *(int *)arg;

	sum[me] = count_pile(me);
	for (int half = CLERKS / 2; half > 0; half /= 2) {
		pthread_barrier_wait(&meeting[half]);
		if (me >= half) {
			break;
		}
		sum[me] += sum[me + half];
	}
	return NULL;
}

int
main(void)
{
	pthread_t clerks[CLERKS];
	int number[CLERKS] = { 0 };

	for (int half = CLERKS / 2; half > 0; half /= 2) {
		pthread_barrier_init(&meeting[half], NULL, 2 * half);
	}
	for (int i = 1; i < CLERKS; i++) {
		number[i] = i;
		pthread_create(&clerks[i], NULL, count, &number[i]);
	}
	count(&number[0]);
	for (int i = 1; i < CLERKS; i++) {
		pthread_join(clerks[i], NULL);
	}
	if (sum[0] != VOTES) {
		fprintf(stderr, "wrong: %d of %d votes\n", sum[0], VOTES);
		return 1;
	}
	printf("%d votes\n", sum[0]);
	return 0;
}
