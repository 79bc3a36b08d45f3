// SPDX-License-Identifier: MIT
/*
 * Copied mutex, fixed: the cost is worked out from the call itself, under its lock.
 *
 * @how   Pass the address of the call and don't copy at all.
 * @why   There is one lock again, and it is the one that everybody else takes.
 * @cost  Whoever asks must take the lock each time, and finds other numbers each time while
 *        the call goes on.
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

static int
call_cost(struct call *call)
{
	pthread_mutex_lock(&call->lock);
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

	int cost = call_cost(&call);

	if (cost != 20) {
		fprintf(stderr, "wrong: %d cents\n", cost);
		return 1;
	}
	printf("%d cents\n", cost);
	return 0;
}
