// SPDX-License-Identifier: MIT
/*
 * Task-done missing: a refused parcel is never reported as dealt with.
 *
 * For every parcel that main puts into the queue it waits for one `done`, and only
 * then closes the depot.  The worker posts `done` after each parcel sent, but the way
 * out for a damaged one is a `continue`, which jumps over the post.  One refused
 * parcel, and main is one `done` short for ever: main waits for the worker, the worker
 * for the next parcel.  As long as every parcel is whole, nobody notices.
 *
 * @level   2
 * @cwe     755
 * @topic   T0
 * @stdout  5 parcels sent, 1 refused
 * @misses  tsan: the queue is locked and the semaphores are used as they should be; a
 *          post that is never made is no data race
 * @misses  helgrind: a semaphore has no owner who could be caught leaving without a
 *          post, and the threads that hang hold no lock
 * @misses  drd: the queue is locked, and waiting for a semaphore is no error
 * @expect  native    hang
 * @expect  explore   stuck(done,next)
 * @hint    Follow the damaged parcel: which lines does the worker run for it?
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { PARCELS = 6, ROOM = 8, DAMAGED = 3, STOP = -1 };

static int item[ROOM], head, tail;	/* room for all parcels */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sem_t filled, done;	/* parcels in the queue; parcels dealt with */

static void
put(int parcel)
{
	pthread_mutex_lock(&lock);
	item[tail++] = parcel;
	pthread_mutex_unlock(&lock);
	sem_post(&filled);
}

static int
take(void)
{
	sem_wait(&filled);					//~ next: wait
	pthread_mutex_lock(&lock);
	int parcel = item[head++];
	pthread_mutex_unlock(&lock);
	return parcel;
}

static void *
worker(void *arg)
{
	int *sent = arg;

	for (int parcel = take(); parcel != STOP; parcel = take()) {
		if (parcel == DAMAGED) {
			continue;				//~ refused: signal
		}
		*sent += 1;
		sem_post(&done);
	}
	return NULL;
}

int
main(void)
{
	pthread_t thread;
	int sent = 0;

	sem_init(&filled, 0, 0);
	sem_init(&done, 0, 0);
	pthread_create(&thread, NULL, worker, &sent);
	for (int parcel = 1; parcel <= PARCELS; parcel++) {
		put(parcel);
	}
	for (int i = 0; i < PARCELS; i++) {
		sem_wait(&done);				//~ done: wait
	}
	put(STOP);
	pthread_join(thread, NULL);
	if (sent != PARCELS - 1) {
		fprintf(stderr, "wrong: %d parcels sent of %d\n", sent, PARCELS - 1);
		return 1;
	}
	printf("%d parcels sent, %d refused\n", sent, PARCELS - sent);
	return 0;
}
