// SPDX-License-Identifier: MIT
/*
 * Barrier destroyed, fixed: all four come to every meeting.
 *
 * @how   the barrier is for four from beginning to end; clerks with nothing left to add up
 *        come all the same
 * @why   The number never changes, so nothing has to be made anew.  POSIX allows the next
 *        wait at a barrier as soon as the last one has returned: it resets itself.
 * @cost  clerks who have finished can't do something else: they wait for the others, at
 *        every meeting
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>

enum { CLERKS = 4, VOTES = 1000 };

int sum[CLERKS];
static pthread_barrier_t meeting;

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
		pthread_barrier_wait(&meeting);
		if (me < half) {
			sum[me] += sum[me + half];
		}
	}
	return NULL;
}

int
main(void)
{
	pthread_t clerks[CLERKS];
	int number[CLERKS] = { 0 };

	pthread_barrier_init(&meeting, NULL, CLERKS);
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
