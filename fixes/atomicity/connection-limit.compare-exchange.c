// SPDX-License-Identifier: MIT
/*
 * Connection limit, compare and exchange: add one only if nobody has been quicker.
 *
 * @how         The addition is made by a compare-and-exchange, which succeeds only if
 *              the counter still has the value that was looked at.
 * @why         If another client has taken the connection in between, the exchange
 *              fails and the client looks again; so no decision is made on an old
 *              number.
 * @cost        No semaphore is needed, but whoever waits burns processor time, and nothing
 *              makes sure that everybody gets his turn.
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define LIMIT 2
#define LINES 8

atomic_int connected, turned_away;	/* the database's own books */
atomic_int in_use;

static void
enter(int n)
{
	char line[40];
	int seen = atomic_load(&in_use);

	while (seen >= LIMIT || !atomic_compare_exchange_weak(&in_use, &seen, seen + 1)) {
		sched_yield();
		seen = atomic_load(&in_use);
	}
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
	atomic_fetch_sub(&in_use, 1);
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
