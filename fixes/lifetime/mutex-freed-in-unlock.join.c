// SPDX-License-Identifier: MIT
/*
 * Mutex freed in unlock, fixed: the customer waits until the worker is gone.
 *
 * @how   Join the worker before the ticket is destroyed.
 * @why   A joined thread has left all its functions, the unlock included.
 * @cost  The ticket lives as long as the worker, which matters if the worker goes on to
 *        other tickets.
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

	pthread_mutex_lock(&ticket->lock);
	ticket->photo = 7;
	sem_post(&ticket->ready);
	pthread_mutex_unlock(&ticket->lock);
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

	sem_wait(&ticket->ready);
	int photo = ticket->photo;
	pthread_join(worker, NULL);
	int busy = pthread_mutex_destroy(&ticket->lock);
	sem_destroy(&ticket->ready);
	free(ticket);

	if (busy != 0) {
		fprintf(stderr, "wrong: the ticket was thrown away while locked\n");
		return 1;
	}
	printf("photo %d is ready\n", photo);
	return 0;
}
