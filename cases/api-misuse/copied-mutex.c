// SPDX-License-Identifier: MIT
/*
 * Copied mutex: the copy of a locked call is locked, and nobody has the key.
 *
 * call_state() hands out a copy of the call, so that others can look at it in peace, and
 * takes the lock while it copies, as it must.  But the lock is part of the struct and is
 * copied with the rest, in the state that it is in just then: locked.  call_cost() locks
 * whatever call it is given, and waits for somebody to unlock the copy's lock.  There is
 * nobody: the unlock in call_state() unlocked the original.
 *
 * @level   2
 * @cwe     667 833
 * @origin  Twinkle pull request 78: a copy of the call's data, taken while its mutex was locked
 * @stdout  20 cents
 * @misses  tsan: the copy is a read under the lock, and a hang is no report
 * @misses  helgrind: Helgrind has seen nobody lock the copy, so that nobody holds it
 * @misses  drd: DRD has seen nobody lock the copy, so that nobody holds it
 * @expect  native    hang
 * @expect  explore   stuck(copy)
 * @expect  explore   relock(copy)
 * @hint    In which state is state.lock when call_state() returns?
 */
#include <pthread.h>
#include <stdio.h>

struct call {
	pthread_mutex_t lock;
	int seconds;
	int pauses;
};

struct call call = { .lock = PTHREAD_MUTEX_INITIALIZER };

static void *
talk(void *arg)
{
	for (int second = 1; second <= 4; second++) {
		pthread_mutex_lock(&call.lock);
		call.seconds += 1;
		call.pauses += second % 2;
		pthread_mutex_unlock(&call.lock);
	}
	return arg;
}

static struct call
call_state(void)
{
	pthread_mutex_lock(&call.lock);	//~ original: lock
	struct call state = call;	//~ copied: read
	pthread_mutex_unlock(&call.lock);
	return state;
}

static int
call_cost(struct call *call)
{
	pthread_mutex_lock(&call->lock);	//~ copy: lock
	int cost = 10 * (call->seconds - call->pauses);
	pthread_mutex_unlock(&call->lock);
	return cost;
}

int
main(void)
{
	pthread_t talker;

	pthread_create(&talker, NULL, talk, NULL);
	pthread_join(talker, NULL);

	struct call bill = call_state();
	int cost = call_cost(&bill);

	if (cost != 20) {
		fprintf(stderr, "wrong: %d cents\n", cost);
		return 1;
	}
	printf("%d cents\n", cost);
	return 0;
}
