// SPDX-License-Identifier: MIT
/*
 * Mutex freed in unlock: a ticket is freed while its lock is being unlocked.
 *
 * The worker writes its result under the ticket's lock, tells the customer
 * that it is ready and then unlocks.  The customer doesn't need the lock any
 * more: as soon as it is told, it takes the result and frees the ticket, lock
 * included.  If the customer is quick, the lock is destroyed while it is held,
 * and the worker's unlock works on freed memory.
 *
 * @level   3
 * @cwe     416 825
 * @stdout  photo 7 is ready
 * @expect  tsan      race(ticket)
 * @expect  tsan      destroy-in-use(ticket) may
 * @expect  tsan      bad-unlock(ticket) may
 * @expect  tsan      use-after-free(ticket) may
 * @expect  tsan      invalid-object(ticket) may
 * @expect  helgrind  race(ticket)
 * @expect  helgrind  destroy-in-use(ticket) may
 * @expect  helgrind  api-error(ticket) may
 * @expect  helgrind  bad-unlock(ticket) may
 * @expect  drd       destroy-in-use(ticket) may
 * @expect  drd       invalid-object(ticket) may
 * @expect  native    wrong-result 40%
 * @expect  explore   destroy-in-use(ticket)
 * @expect  explore   wrong-result
 * @hint    What is the last thing that each thread does with the ticket?
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
	int photo = ticket->photo;
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
