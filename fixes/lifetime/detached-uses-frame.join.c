// SPDX-License-Identifier: MIT
/*
 * Detached thread uses a frame, fixed: price_of() doesn't return before its helper has ended.
 *
 * @how   Join the helper instead of detaching it.
 * @why   The variable then outlives the thread that uses it.
 * @cost  price_of() now waits for the market every time, which it was meant to avoid.
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

enum { ITEMS = 2 };

struct question {
	int item;
	int price;
	atomic_bool answered;
};

sem_t gone;
int in_time;

static void *
ask_market(void *arg)
{
	struct question *question = arg;

	int item = question->item;

	question->price = 100 * item - 1;
	question->answered = true;
	sem_post(&gone);
	return NULL;
}

static int
price_of(int item)
{
	struct question question = { .item = item };
	pthread_t helper;

	pthread_create(&helper, NULL, ask_market, &question);
	pthread_join(helper, NULL);
	if (question.answered) {
		in_time += 1;
		return question.price;
	}
	return 100 * item;
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
