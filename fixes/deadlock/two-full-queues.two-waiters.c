// SPDX-License-Identifier: MIT
/*
 * Two full queues, two waiters: one brings orders, another one carries out dishes.
 *
 * @how   the dishes are taken from the hatch by a thread of their own
 * @why   The hatch is emptied whatever happens at the board, so the cook always gets on,
 *        and so does whoever waits for room on the board.
 * @cost  one thread more, and orders and dishes are no longer in one function
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { ORDERS = 6, ROOM = 2 };

struct queue {
	sem_t room, filled;
	int item[ROOM];
	int head, tail;		/* head is the taker's, tail the putter's */
};

static struct queue board, hatch;

static void
put(struct queue *queue, int item)
{
	sem_wait(&queue->room);
	queue->item[queue->tail++ % ROOM] = item;
	sem_post(&queue->filled);
}

static int
take(struct queue *queue)
{
	sem_wait(&queue->filled);
	int item = queue->item[queue->head++ % ROOM];
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

static void *
carry(void *served)
{
	for (int i = 0; i < ORDERS; i++) {
		*(int *)served += take(&hatch) > 0;
	}
	return NULL;
}

int
main(void)
{
	pthread_t kitchen, carrier;
	int served = 0;

	sem_init(&board.room, 0, ROOM);
	sem_init(&board.filled, 0, 0);
	sem_init(&hatch.room, 0, ROOM);
	sem_init(&hatch.filled, 0, 0);
	pthread_create(&kitchen, NULL, cook, NULL);
	pthread_create(&carrier, NULL, carry, &served);
	for (int table = 1; table <= ORDERS; table++) {
		put(&board, table);
	}
	pthread_join(carrier, NULL);
	pthread_join(kitchen, NULL);
	printf("%d dishes served\n", served);
	return 0;
}
