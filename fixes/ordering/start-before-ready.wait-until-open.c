// SPDX-License-Identifier: MIT
/*
 * Start before ready, waited for: start_service() returns when the service is open.
 *
 * @how         The service posts a semaphore when it accepts orders, and
 *              start_service() waits for that.
 * @why         Whoever calls start_service() has, when it returns, a service that
 *              accepts; nobody has to know how long that takes.
 * @cost        The caller waits, and if the service can't open, it must say so in some
 *              other way, or start_service() waits for ever.
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
static sem_t orders, opened;
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
	accepting = true;
	pthread_mutex_unlock(&lock);
	sem_post(&opened);
	sem_wait(&orders);
	return NULL;
}

static void
start_service(void)
{
	sem_init(&orders, 0, 0);
	sem_init(&opened, 0, 0);
	pthread_create(&service, NULL, serve, NULL);
	sem_wait(&opened);
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
