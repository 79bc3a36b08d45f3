// SPDX-License-Identifier: MIT
/*
 * Completed twice, the first wins: complete() looks whether there is an answer already.
 *
 * @how   under the future's lock, complete() stores an answer only if there is none yet, and
 *        calls charge() only if it stored one
 * @why   Looking and storing are one step under the lock, so exactly one thread finds the
 *        future open.
 * @cost  the second answer is thrown away; whoever gives it should be told (a result of
 *        complete()), if it has something to clean up
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

struct future {
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

static struct future room = { .then = charge, .lock = PTHREAD_MUTEX_INITIALIZER,
	.answered = PTHREAD_COND_INITIALIZER };

static void
complete(struct future *future, int price)
{
	pthread_mutex_lock(&future->lock);
	int first = future->price == 0;
	if (first) {
		future->price = price;
		pthread_cond_signal(&future->answered);
	}
	pthread_mutex_unlock(&future->lock);
	if (first) {
		future->then(price);
	}
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
