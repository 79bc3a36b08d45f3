// SPDX-License-Identifier: MIT
/*
 * Two full queues, few at a time: no more orders are under way than there is room for.
 *
 * @how   when ROOM orders are under way, the waiter carries out a dish before he brings
 *        the next order
 * @why   What is under way always has room on the board, so the waiter never waits there,
 *        and the cook's dishes find theirs on the hatch.
 * @cost  whoever sends must count, and whoever makes a queue smaller must think of the limit
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

int
main(void)
{
	pthread_t kitchen;
	int served = 0;

	sem_init(&board.room, 0, ROOM);
	sem_init(&board.filled, 0, 0);
	sem_init(&hatch.room, 0, ROOM);
	sem_init(&hatch.filled, 0, 0);
	pthread_create(&kitchen, NULL, cook, NULL);
	for (int table = 1; table <= ORDERS; table++) {
		if (table > ROOM) {
			served += take(&hatch) > 0;
		}
		put(&board, table);
	}
	for (int i = 0; i < ROOM; i++) {
		served += take(&hatch) > 0;
	}
	pthread_join(kitchen, NULL);
	printf("%d dishes served\n", served);
	return 0;
}
