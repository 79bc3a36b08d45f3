// SPDX-License-Identifier: MIT
/*
 * Connection limit, with a condition: look and take under one lock, and sleep if full.
 *
 * @how         A plain counter under a mutex; whoever finds it full waits on a condition,
 *              and whoever leaves signals it.
 * @why         The lock is held from the look to the addition, so nobody can come in
 *              between; the wait gives it back and takes it again before the next look.
 * @cost        More lines than a semaphore, but the rule may be any rule: another limit
 *              for guests, or a limit that changes while the program runs.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define LIMIT 2
#define LINES 8

atomic_int connected, turned_away;	/* the database's own books */
int in_use;
pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t fewer = PTHREAD_COND_INITIALIZER;

static void
enter(int n)
{
	char line[40];

	pthread_mutex_lock(&lock);
	while (in_use >= LIMIT) {
		pthread_cond_wait(&fewer, &lock);
	}
	in_use += 1;
	pthread_mutex_unlock(&lock);
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
	pthread_mutex_lock(&lock);
	in_use -= 1;
	pthread_cond_signal(&fewer);
	pthread_mutex_unlock(&lock);
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
