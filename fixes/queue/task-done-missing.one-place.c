// SPDX-License-Identifier: MIT
/*
 * Task-done missing, one place: no way round the report.
 *
 * @how   the jump is gone; a whole parcel is sent, and `done` is posted after either case
 * @why   The loop has a single path, and every parcel taken passes the one post.
 * @cost  none at run time; a long loop body wants to be a function of its own for this
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
	sem_wait(&filled);
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
		if (parcel != DAMAGED) {
			*sent += 1;
		}
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
		sem_wait(&done);
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
