// SPDX-License-Identifier: MIT
/*
 * Barrier destroyed: it is made anew for the next meeting, and somebody is there already.
 *
 * Four clerks each count a pile of votes, and then their sums are added up two by two.
 * All four meet; two go home, and each of the others takes over the sum of one of them.
 * Then these two meet, and one is left with the total.  The second meeting needs a barrier
 * for half as many.  pthread_barrier_wait() names one of the four, any one, to tidy up:
 * he destroys the barrier and makes it anew.  But by then the others are free, too, and
 * have little to do.  Whoever is back before the new barrier is there waits at the old
 * one, or at none.  The new one hasn't counted him, and so the second meeting never begins.
 *
 * @level   3
 * @cwe     826
 * @stdout  1000 votes
 * @expect  tsan      race(anew, meet)
 * @expect  helgrind  invalid-object(meet) may
 * @expect  helgrind  destroy-in-use(anew) may
 * @expect  drd       barrier-misuse(anew) may
 * @expect  drd       barrier-misuse(meet) may
 * @expect  native    hang
 * @expect  explore   destroy-in-use(anew)
 * @expect  explore   barrier-misuse(meet)
 * @expect  explore   stuck(meet)
 * @expect  explore   race(own, take-over)
 * @expect  explore   race(take-over)
 * @expect  explore   wrong-result
 * @hint    One of the four changes the barrier.  Where may the other three be just then?
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

static void
meet(int next_time)
{
	if (pthread_barrier_wait(&meeting) == PTHREAD_BARRIER_SERIAL_THREAD) {	//~ meet: wait
		pthread_barrier_destroy(&meeting);			//~ anew: free
		pthread_barrier_init(&meeting, NULL, next_time);
	}
}

static void *
count(void *arg)
{
	int me = *(int *)arg;

	sum[me] = count_pile(me);					//~ own: write
	for (int half = CLERKS / 2; half > 0; half /= 2) {
		meet(half);
		if (me >= half) {
			break;
		}
		sum[me] += sum[me + half];				//~ take-over: read, write
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
