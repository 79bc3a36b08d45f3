// SPDX-License-Identifier: MIT
/*
 * Two full queues, larger hatch: the queue of answers has room for all of them.
 *
 * @how   on the hatch there is room for as many dishes as there are orders
 * @why   The cook never waits for room, so the board is always emptied; a circle needs
 *        both to wait.
 * @cost  memory for the greatest number of answers, which must be known: where it isn't,
 *        this only moves the hang to a busier day
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { ORDERS = 6, ROOM = 2 };

struct queue {
	sem_t room, filled;
	int item[ORDERS];
	int head, tail;		/* head is the taker's, tail the putter's */
};

static struct queue board, hatch;

static void
put(struct queue *queue, int item)
{
	sem_wait(&queue->room);
	queue->item[queue->tail++ % ORDERS] = item;
	sem_post(&queue->filled);
}

static int
take(struct queue *queue)
{
	sem_wait(&queue->filled);
	int item = queue->item[queue->head++ % ORDERS];
	sem_post(&queue->room);
	return item;
}

static void *
cook(void *arg)
{
	for (int i = 0; i < ORDERS; i++) {
		put(&hatch, take(&board));
	}
	return arg;
}

int
main(void)
{
	pthread_t kitchen;
	int served = 0;

	sem_init(&board.room, 0, ROOM);
	sem_init(&board.filled, 0, 0);
	sem_init(&hatch.room, 0, ORDERS);
	sem_init(&hatch.filled, 0, 0);
	pthread_create(&kitchen, NULL, cook, NULL);
	for (int table = 1; table <= ORDERS; table++) {
		put(&board, table);
	}
	for (int i = 0; i < ORDERS; i++) {
		served += take(&hatch) > 0;
	}
	pthread_join(kitchen, NULL);
	printf("%d dishes served\n", served);
	return 0;
}
