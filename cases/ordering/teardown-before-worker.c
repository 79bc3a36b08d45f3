// SPDX-License-Identifier: MIT
/*
 * Teardown before worker: the queue is freed while somebody still looks into it.
 *
 * A packer takes blocks from the queue, and a writer writes what has been packed.  When
 * the writer has the last block, main() believes that all is done and frees the queue.
 * But the packer has one more look to take: only an empty queue tells it that it may go
 * home.  The last result being there doesn't mean that the one who made it has
 * finished.  main() does join the packer, but only after that: too late.  (glibc's free()
 * writes into the block where the lock was, so a look that has just begun may even find
 * the lock taken for ever.)
 *
 * @level   2
 * @cwe     416 826
 * @origin  pbzip2 0.9.4: main() waits for the output thread only and deletes the queue,
 *          mutex included, that the compressing threads still use
 * @stdout  all blocks packed
 * @expect  tsan      race(queue) 50%
 * @expect  tsan      use-after-free(queue) may
 * @expect  tsan      invalid-object(queue) may
 * @expect  tsan      bad-unlock(queue) may
 * @expect  tsan      destroy-in-use(queue) may
 * @expect  helgrind  race(queue)
 * @expect  helgrind  destroy-in-use(queue) may
 * @expect  helgrind  api-error(queue) may
 * @expect  helgrind  bad-unlock(queue) may
 * @expect  drd       destroy-in-use(queue) may
 * @expect  drd       invalid-object(queue) may
 * @expect  drd       bad-unlock(queue) may
 * @expect  native    wrong-result may
 * @expect  native    hang may
 * @expect  explore   use-after-free(queue)
 * @expect  explore   destroy-in-use(queue)
 * @expect  explore   invalid-object(queue)
 * @expect  explore   wrong-result
 * @hint    What is the last thing that the packer does with the queue?
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
	pthread_mutex_lock(&queue->lock);			//~ queue: lock
	int block = queue->blocks > 0 ? queue->blocks-- : 0;	//~ queue: read
	pthread_mutex_unlock(&queue->lock);			//~ queue: unlock
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

	pthread_join(write, NULL);
	int busy = pthread_mutex_destroy(&queue->lock);		//~ queue: free
	free(queue);						//~ queue: free
	pthread_join(pack, NULL);

	if (busy != 0) {
		fprintf(stderr, "wrong: the queue was thrown away while in use\n");
		return 1;
	}
	puts("all blocks packed");
	return 0;
}
