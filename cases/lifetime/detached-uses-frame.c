// SPDX-License-Identifier: MIT
/*
 * Detached thread uses a frame: the answer arrives in a function that returned long ago.
 *
 * price_of() asks the market, but doesn't want to wait: if the answer isn't there at once,
 * the list price will do, and the function returns.  Its helper is detached, so that
 * nobody has to care about it any more.  It still has the address of `question`, though,
 * and that variable ended with the function.  The next question lies at the same
 * place of the stack: it gets the answer to the one before, and a wrong price.
 *
 * @level   2
 * @cwe     562 366
 * @stdout  every item has its price
 * @expect  tsan      race(question) 45%
 * @expect  helgrind  race(question)
 * @expect  drd       race(question)
 * @expect  native    wrong-result may
 * @expect  explore   race(question)
 * @expect  explore   wrong-result
 * @hint    Who makes sure that `question` exists when the helper answers?
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

	int item = question->item;	//~ question: read

	question->price = 100 * item - 1;	//~ question: write
	question->answered = true;	//~ question: write
	sem_post(&gone);
	return NULL;
}

static int
price_of(int item)
{
	struct question question = { .item = item };	//~ question: write
	pthread_t helper;

	pthread_create(&helper, NULL, ask_market, &question);
	pthread_detach(helper);
	if (question.answered) {	//~ question: read
		in_time += 1;
		return question.price;	//~ question: read
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
