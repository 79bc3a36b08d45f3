// SPDX-License-Identifier: MIT
/*
 * Mutex freed in unlock, fixed: the customer takes the lock before it destroys it.
 *
 * @how   Read the photo under the lock, then destroy the lock and free the ticket.
 * @why   Main gets the lock only after the worker has let go of it.  POSIX allows a
 *        mutex to be destroyed as soon as it is unlocked, and the unlock is the last
 *        thing that the worker does with the ticket.
 * @cost  One more lock and unlock, and perhaps a short wait for the worker.
 * @false-alarm helgrind race(ticket): Helgrind counts the lock as free when the unlock
 *        begins, and takes what the unlock itself still does with the lock for later
 *        accesses
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>

struct ticket {
	pthread_mutex_t lock;
	sem_t ready;
	int photo;
};

static void *
develop(void *arg)
{
	struct ticket *ticket = arg;

	pthread_mutex_lock(&ticket->lock);	//~ ticket: lock
	ticket->photo = 7;
	sem_post(&ticket->ready);	//~ ticket: signal
	pthread_mutex_unlock(&ticket->lock);	//~ ticket: unlock
	return NULL;
}

int
main(void)
{
	struct ticket *ticket = calloc(1, sizeof *ticket);
	pthread_t worker;

	pthread_mutex_init(&ticket->lock, NULL);
	sem_init(&ticket->ready, 0, 0);
	pthread_create(&worker, NULL, develop, ticket);

	sem_wait(&ticket->ready);	//~ ticket: wait
	pthread_mutex_lock(&ticket->lock);
	int photo = ticket->photo;
	pthread_mutex_unlock(&ticket->lock);
	int busy = pthread_mutex_destroy(&ticket->lock);	//~ ticket: free
	sem_destroy(&ticket->ready);
	free(ticket);	//~ ticket: free
	pthread_join(worker, NULL);

	if (busy != 0) {
		fprintf(stderr, "wrong: the ticket was thrown away while locked\n");
		return 1;
	}
	printf("photo %d is ready\n", photo);
	return 0;
}
