// SPDX-License-Identifier: MIT
/*
 * Teardown before worker, joined first: whoever uses the queue must be gone before it is.
 *
 * @how         Both threads are joined, and then the queue is freed.
 * @why         After pthread_join() the packer doesn't exist any more, so it can't look
 *              into anything; and all that it did is seen by main().
 * @cost        None: main() waits for the packer a moment earlier than before.
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

struct queue {
	pthread_mutex_t lock;
	int blocks;			/* not yet packed */
};

struct queue *queue;
sem_t packed;

static int
take_block(void)
{
	pthread_mutex_lock(&queue->lock);
	int block = queue->blocks > 0 ? queue->blocks-- : 0;
	pthread_mutex_unlock(&queue->lock);
	return block;
}

static void *
packer(void *arg)
{
	(void)arg;
	while (take_block() != 0) {
		sem_post(&packed);
	}
	return NULL;
}

static void *
writer(void *arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		sem_wait(&packed);
	}
	return NULL;
}

int
main(void)
{
	pthread_t pack, write;

	queue = malloc(sizeof(*queue));
	pthread_mutex_init(&queue->lock, NULL);
	queue->blocks = ROUNDS;
	sem_init(&packed, 0, 0);
	pthread_create(&pack, NULL, packer, NULL);
	pthread_create(&write, NULL, writer, NULL);

	pthread_join(pack, NULL);
	pthread_join(write, NULL);
	int busy = pthread_mutex_destroy(&queue->lock);
	free(queue);

	if (busy != 0) {
		fprintf(stderr, "wrong: the queue was thrown away while in use\n");
		return 1;
	}
	puts("all blocks packed");
	return 0;
}
