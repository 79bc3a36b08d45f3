// SPDX-License-Identifier: MIT
/*
 * Start before ready: the service has been started, but it isn't open yet.
 *
 * start_service() starts a thread and returns.  The thread has things to do before it
 * accepts orders: here it prints its price list.  main() takes `started` for `ready`,
 * sends an order at once and is refused.  Everything is under the lock, and nobody does
 * anything forbidden; main() is just too early.  A new thread has not done anything yet
 * when pthread_create() returns.
 *
 * @level   1
 * @cwe     696
 * @stdout  the order was accepted
 * @misses  tsan: `accepting` is only touched under the lock, so there is no data race;
 *          that the order should come after the opening is nowhere written
 * @misses  helgrind: one lock guards every access, and Helgrind asks for nothing more
 * @misses  drd: the lock orders all accesses; which of two comes first is not an error
 *          for DRD
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @hint    What does main() know about the new thread when start_service() returns?
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool accepting;
static sem_t orders;
static pthread_t service;

static void *
serve(void *arg)
{
	char line[40];

	(void)arg;
	for (int i = 0; i < ROUNDS / 20; i++) {
		snprintf(line, sizeof(line), "article %d: %d euros", i, 5 + i % 7);
	}
	pthread_mutex_lock(&lock);
	accepting = true;				//~ open: write
	pthread_mutex_unlock(&lock);
	sem_wait(&orders);
	return NULL;
}

static void
start_service(void)
{
	sem_init(&orders, 0, 0);
	pthread_create(&service, NULL, serve, NULL);	//~ start: create
}

static bool
send_order(void)
{
	pthread_mutex_lock(&lock);
	bool accepted = accepting;			//~ order: read
	pthread_mutex_unlock(&lock);
	sem_post(&orders);
	return accepted;
}

int
main(void)
{
	start_service();
	bool accepted = send_order();
	pthread_join(service, NULL);

	if (!accepted) {
		fprintf(stderr, "wrong: the order was refused\n");
		return 1;
	}
	puts("the order was accepted");
	return 0;
}
