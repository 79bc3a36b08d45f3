// SPDX-License-Identifier: MIT
/*
 * Barrier destroyed, fixed: whoever takes over a sum joins the clerk who made it.
 *
 * @how   no barrier at all: each clerk waits for the end of the one whose sum he needs
 * @why   The end of a thread can't be missed or come twice, and all that the thread wrote is
 *        there after the join.  Each clerk is joined by exactly one other.
 * @cost  works only where the others end; each number must be known to the clerk who joins
 *        it, and so the clerks are created from the last to the first
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>

enum { CLERKS = 4, VOTES = 1000 };

int sum[CLERKS];
static pthread_t clerks[CLERKS];

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
		if (me >= half) {
			break;
		}
		pthread_join(clerks[me + half], NULL);
		sum[me] += sum[me + half];
	}
	return NULL;
}

int
main(void)
{
	int number[CLERKS] = { 0 };

	for (int i = CLERKS - 1; i > 0; i--) {	/* a joiner comes after those it joins */
		number[i] = i;
		pthread_create(&clerks[i], NULL, count, &number[i]);
	}
	count(&number[0]);
	if (sum[0] != VOTES) {
		fprintf(stderr, "wrong: %d of %d votes\n", sum[0], VOTES);
		return 1;
	}
	printf("%d votes\n", sum[0]);
	return 0;
}
