// SPDX-License-Identifier: MIT
/*
 * Task-done missing, posted there too: the way out for a bad parcel reports as well.
 *
 * @how   `done` is also posted before the `continue`
 * @why   Every parcel taken now posts `done` exactly once, whether sent or refused.
 * @cost  two places to keep right: the next way out has to think of it again
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
		if (parcel == DAMAGED) {
			sem_post(&done);
			continue;
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
