// SPDX-License-Identifier: MIT
/*
 * Completed twice, claimed: whoever wants to complete a future must get it first.
 *
 * @how   a future has a flag `claimed`; complete() sets it and reads what it was in one atomic
 *        step, and leaves if it was set
 * @why   atomic_flag_test_and_set() says false to exactly one caller, however many come.
 *        An agency can claim before it even begins, and so spare the second request.
 * @cost  one more field; between claim and answer the future is neither open nor done, and if
 *        the claimer fails, nobody else may answer for it
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

struct future {
	atomic_flag claimed;
	int price;			/* 0: no answer yet */
	void (*then)(int price);	/* to be called with the answer */
	pthread_mutex_t lock;
	pthread_cond_t answered;
};

static atomic_int charged;

static void
charge(int euros)
{
	charged += euros;
}

static struct future room = { .claimed = ATOMIC_FLAG_INIT, .then = charge,
	.lock = PTHREAD_MUTEX_INITIALIZER, .answered = PTHREAD_COND_INITIALIZER };

static void
complete(struct future *future, int price)
{
	if (atomic_flag_test_and_set(&future->claimed)) {
		return;
	}
	pthread_mutex_lock(&future->lock);
	future->price = price;
	pthread_cond_signal(&future->answered);
	pthread_mutex_unlock(&future->lock);
	future->then(price);
}

static int
get(struct future *future)
{
	pthread_mutex_lock(&future->lock);
	while (future->price == 0) {
		pthread_cond_wait(&future->answered, &future->lock);
	}
	int price = future->price;
	pthread_mutex_unlock(&future->lock);
	return price;
}

static void *
ask_agency(void *unused)
{
	complete(&room, 310);
	return unused;
}

int
main(void)
{
	pthread_t agency[2];

	pthread_create(&agency[0], NULL, ask_agency, NULL);
	pthread_create(&agency[1], NULL, ask_agency, NULL);
	int price = get(&room);
	pthread_join(agency[0], NULL);
	pthread_join(agency[1], NULL);
	if (charged != price) {
		fprintf(stderr, "wrong: %d charged for a room of %d\n", charged, price);
		return 1;
	}
	printf("room booked for %d\n", price);
	return 0;
}
