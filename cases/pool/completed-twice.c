// SPDX-License-Identifier: MIT
/*
 * Completed twice: two agencies answer one question, and the customer pays twice.
 *
 * To be quick, main asks two agencies for the same room and takes what comes first: both
 * threads complete the same future.  A future is for one answer; once it has it, it
 * calls charge() with the price.  But complete() doesn't ask whether there is an answer
 * already.  The second one is stored over the first, and charge() is called again.  The
 * fields are locked properly; what is missing is the rule that only one can win.
 *
 * @level   2
 * @cwe     675
 * @stdout  room booked for 310
 * @misses  tsan: the future is locked and the sum is atomic, so there is no data race; how
 *          often a future may be completed is not known to the tool
 * @misses  helgrind: the future is locked at every access; that it is written to twice
 *          is no error to it
 * @misses  drd: the future is locked at every access; that it is written to twice is no
 *          error to it
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @hint    What does complete() do when the other agency was quicker?
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
	future->price = price;					//~ answer: write
	pthread_cond_signal(&future->answered);
	pthread_mutex_unlock(&future->lock);
	future->then(price);					//~ answer: use
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
