// SPDX-License-Identifier: MIT
/*
 * Copied mutex, fixed: what is copied has no lock in it.
 *
 * @how   Put the data into a struct of its own and hand out copies of that.
 * @why   The lock stays where it belongs.  A copy belongs to whoever asked for it and needs none.
 * @cost  One struct more, and its name at every access.
 */
#include <pthread.h>
#include <stdio.h>

struct call_data {
	int seconds;
	int pauses;
};

struct call {
	pthread_mutex_t lock;
	struct call_data data;
};

struct call call = { .lock = PTHREAD_MUTEX_INITIALIZER };

static void *
talk(void *arg)
{
	for (int second = 1; second <= 4; second++) {
		pthread_mutex_lock(&call.lock);
		call.data.seconds += 1;
		call.data.pauses += second % 2;
		pthread_mutex_unlock(&call.lock);
	}
	return arg;
}

static struct call_data
call_state(void)
{
	pthread_mutex_lock(&call.lock);
	struct call_data state = call.data;
	pthread_mutex_unlock(&call.lock);
	return state;
}

static int
call_cost(const struct call_data *data)
{
	return 10 * (data->seconds - data->pauses);
}

int
main(void)
{
	pthread_t talker;

	pthread_create(&talker, NULL, talk, NULL);
	pthread_join(talker, NULL);

	struct call_data bill = call_state();
	int cost = call_cost(&bill);

	if (cost != 20) {
		fprintf(stderr, "wrong: %d cents\n", cost);
		return 1;
	}
	printf("%d cents\n", cost);
	return 0;
}
