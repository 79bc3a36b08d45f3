// SPDX-License-Identifier: MIT
/*
 * Connection limit, with a semaphore: one call that waits, looks and takes.
 *
 * @how         A semaphore that begins with the number of connections: sem_wait()
 *              before connecting, sem_post() after closing.
 * @why         sem_wait() returns only when it has taken one from the number, and it
 *              never takes what isn't there. Looking and taking are the same step.
 * @cost        Next to none: whoever has to wait sleeps instead of asking again and again.
 *              Each sem_wait() needs its sem_post(), on every path out.
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define LIMIT 2
#define LINES 8

atomic_int connected, turned_away;	/* the database's own books */
sem_t unused;

static void
enter(int n)
{
	char line[40];

	sem_wait(&unused);
	for (int k = 0; k < LINES; k++) {
		snprintf(line, sizeof(line), "login %d, line %d", n, k);
	}
	if (atomic_fetch_add(&connected, 1) >= LIMIT) {
		atomic_fetch_add(&turned_away, 1);
	}
}

static void
leave(void)
{
	atomic_fetch_sub(&connected, 1);
	sem_post(&unused);
}

static void *
client(void *arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		enter(i);
		leave();
	}
	return NULL;
}

int
main(void)
{
	pthread_t a, b;

	sem_init(&unused, 0, LIMIT);
	enter(0);			/* main() needs a connection for itself */
	pthread_create(&a, NULL, client, NULL);
	pthread_create(&b, NULL, client, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	leave();
	if (turned_away != 0) {
		fprintf(stderr, "wrong: %d of %d turned away\n", turned_away, 2 * ROUNDS);
		return 1;
	}
	puts("nobody turned away");
	return 0;
}
