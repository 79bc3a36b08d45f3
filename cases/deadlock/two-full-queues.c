// SPDX-License-Identifier: MIT
/*
 * Two full queues: the waiter waits for room among the orders, the cook among the dishes.
 *
 * The waiter brings all orders to the kitchen and only then begins to carry out dishes.
 * There is room for two orders on the board and for two dishes on the hatch.  With five
 * orders all goes well: two dishes on the hatch, one in the cook's hand, two orders on
 * the board.  With six, the cook can't put down the dish, the waiter can't put up the
 * order, and each waits for room that only the other makes.  No lock is involved: a
 * bounded queue makes its producer wait, and here that is a circle.
 *
 * @level   2
 * @cwe     833
 * @stdout  6 dishes served
 * @misses  tsan: no lock and no race is involved, only semaphores, which have no owner
 * @misses  helgrind: waiting for a semaphore is no error
 * @misses  drd: waiting for a semaphore is no error
 * @expect  native    hang
 * @expect  explore   stuck(room)
 * @hint    How many orders can be under way before somebody must carry out a dish?
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
	sem_wait(&queue->room);		//~ room: wait
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
		put(&board, table);
	}
	for (int i = 0; i < ORDERS; i++) {
		served += take(&hatch) > 0;
	}
	pthread_join(kitchen, NULL);
	printf("%d dishes served\n", served);
	return 0;
}
