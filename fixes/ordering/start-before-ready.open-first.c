// SPDX-License-Identifier: MIT
/*
 * Start before ready, opened first: orders are accepted before there is anybody to serve.
 *
 * @how         start_service() opens for orders itself and then starts the thread.
 * @why         When start_service() returns, orders are accepted: they are kept by the
 *              semaphore, and the thread serves them when it gets to it.
 * @cost        Nobody waits for the start, but an order is accepted by a service that
 *              has yet to show that it can start at all.
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
	sem_wait(&orders);
	return NULL;
}

static void
start_service(void)
{
	sem_init(&orders, 0, 0);
	pthread_mutex_lock(&lock);
	accepting = true;
	pthread_mutex_unlock(&lock);
	pthread_create(&service, NULL, serve, NULL);
}

static bool
send_order(void)
{
	pthread_mutex_lock(&lock);
	bool accepted = accepting;
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
