// SPDX-License-Identifier: MIT
/*
 * Failed stage goes on: a broken pipeline ends as if it had reached the end.
 *
 * One stage reads orders, the next one checks them, main adds them up; END on a belt
 * means "that was all".  The third order is impossible.  The checker can't go on, leaves
 * its loop, and as every stage must end its belt, it sends END.  For main this is the end
 * like any other: it adds up the two orders that came through and has a total.  The
 * reader has noticed nothing either and fills a belt that nobody empties any more.
 *
 * @level   2
 * @cwe     391
 * @topic   T3
 * @stdout  no total: an order is impossible
 * @misses  tsan: the belts are handed from stage to stage by semaphores, so there is no
 *          data race; why a stage has ended is not known to the tool
 * @misses  helgrind: every hand-over is ordered by a semaphore; an END that means two
 *          things is none of its concern
 * @misses  drd: every hand-over is ordered by a semaphore; an END that means two things
 *          is none of its concern
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @hint    What does END on the second belt tell main, and for what reasons is it sent?
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { ORDERS = 6, END = 0 };

struct belt {
	int item[ORDERS], head, tail;	/* one stage puts, one stage takes */
	sem_t filled;
};

static const int order[ORDERS] = { 12, 30, -7, 8, 25, END };
static struct belt read_ones, checked;

static void
put(struct belt *belt, int item)
{
	belt->item[belt->tail++] = item;
	sem_post(&belt->filled);
}

static int
take(struct belt *belt)
{
	sem_wait(&belt->filled);
	return belt->item[belt->head++];
}

static void *
reader(void *unused)
{
	for (int i = 0; i < ORDERS; i++) {
		put(&read_ones, order[i]);
	}
	return unused;
}

static void *
checker(void *unused)
{
	for (int n = take(&read_ones); n > 0; n = take(&read_ones)) {	//~ failed
		put(&checked, n);
	}
	put(&checked, END);					//~ end: write
	return unused;
}

int
main(void)
{
	pthread_t stage[2];
	int total = 0, failed = 0;

	sem_init(&read_ones.filled, 0, 0);
	sem_init(&checked.filled, 0, 0);
	pthread_create(&stage[0], NULL, reader, NULL);
	pthread_create(&stage[1], NULL, checker, NULL);
	for (int n = take(&checked); n != END; n = take(&checked)) {	//~ end: read
		total += n;
	}
	pthread_join(stage[0], NULL);
	pthread_join(stage[1], NULL);
	if (!failed) {
		fprintf(stderr, "wrong: a total of %d, from some of the orders\n", total);
		return 1;
	}
	puts("no total: an order is impossible");
	return 0;
}
