// SPDX-License-Identifier: MIT
/*
 * Polite livelock: two clerks hand one stamp to each other and neither uses it.
 *
 * Each clerk has a letter to stamp.  Whoever holds the stamp first looks
 * whether the colleague is waiting, and if so hands it over: after you!  Both
 * are waiting, so the stamp goes to and fro.  Neither is blocked for good, both
 * work hard, and nothing gets done.  That is what sets a livelock apart from a
 * deadlock.  Here both give up after a while, so that the program ends.
 *
 * @level   2
 * @cwe     834
 * @topic   T3
 * @stdout  2 letters stamped
 * @expect  native    wrong-result
 * @misses  tsan: every access is made under the lock and nothing is locked twice;
 *          ThreadSanitizer doesn't know what the clerks are there for
 * @misses  helgrind: there is one lock, properly used; that no work gets done is no
 *          error in its eyes
 * @misses  drd: there is one lock, properly used; that no work gets done is no error
 *          in its eyes
 * @expect  explore   wrong-result
 * @hint    Both clerks follow the same rule.  Who is meant to go first?
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
		if (waiting[colleague]) {	//~ after-you: read
			hand_over_to(colleague);	//~ after-you: signal
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
