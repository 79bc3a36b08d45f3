// SPDX-License-Identifier: MIT
/*
 * Detached thread uses a frame, fixed: the question is on the heap, and the last one frees it.
 *
 * @how   Allocate the question with two owners, asker and helper; whoever lets go last frees.
 * @why   However late the answer comes, the question still exists, and no later question is
 *        at the same place.
 * @cost  An allocation and an atomic operation more a question, and the helpers still pile up
 *        when the market is slow.
 * @false-alarm helgrind race(question): Helgrind doesn't take atomic operations for
 *        synchronisation
 * @false-alarm drd race(question): DRD doesn't take atomic operations for synchronisation
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { ITEMS = 2 };

struct question {
	int item;
	int price;
	atomic_bool answered;
	atomic_int owners;
};

sem_t gone;
int in_time;

static void
question_release(struct question *question)
{
	if (atomic_fetch_sub(&question->owners, 1) == 1) {	//~ question: read, write
		free(question);	//~ question: free
	}
}

static void *
ask_market(void *arg)
{
	struct question *question = arg;

	int item = question->item;	//~ question: read

	question->price = 100 * item - 1;	//~ question: write
	question->answered = true;	//~ question: write
	question_release(question);
	sem_post(&gone);
	return NULL;
}

static int
price_of(int item)
{
	struct question *question = calloc(1, sizeof *question);
	int price = 100 * item;
	pthread_t helper;

	question->item = item;	//~ question: write
	atomic_init(&question->owners, 2);
	pthread_create(&helper, NULL, ask_market, question);
	pthread_detach(helper);
	if (question->answered) {	//~ question: read
		in_time += 1;
		price = question->price;	//~ question: read
	}
	question_release(question);
	return price;
}

int
main(void)
{
	int wrong = 0;

	sem_init(&gone, 0, 0);
	for (int item = 1; item <= ITEMS; item++) {
		int price = price_of(item);

		wrong += price != 100 * item && price != 100 * item - 1;
	}
	for (int item = 1; item <= ITEMS; item++) {
		sem_wait(&gone);
	}
	if (wrong != 0) {
		fprintf(stderr, "wrong: %d prices of other items\n", wrong);
		return 1;
	}
	printf("every item has its price\n");
	return 0;
}
