// SPDX-License-Identifier: MIT
/*
 * Bit-field neighbours, with a mutex: the word is changed by one thread at a time.
 *
 * @how         A mutex for the struct is held for each change of one of its fields.
 * @why         Reading the word, changing bits and writing it back is now one step for
 *              everybody who takes the lock.
 * @cost        Two threads that have nothing to do with each other wait for each other.
 *              Right where fields have to share a word, as in a file format.
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

struct gate {
	unsigned in : 15;
	unsigned out : 15;
	unsigned open : 1;
};

pthread_mutex_t gate_lock = PTHREAD_MUTEX_INITIALIZER;
struct gate gate = { .open = 1 };

static void *
turnstile_in(void *arg)
{
	char ticket[32];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		snprintf(ticket, sizeof(ticket), "in: %d", i);
		pthread_mutex_lock(&gate_lock);
		gate.in += 1;
		pthread_mutex_unlock(&gate_lock);
	}
	return NULL;
}

static void *
turnstile_out(void *arg)
{
	char ticket[32];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		snprintf(ticket, sizeof(ticket), "out: %d", i);
		pthread_mutex_lock(&gate_lock);
		gate.out += 1;
		pthread_mutex_unlock(&gate_lock);
	}
	return NULL;
}

int
main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, turnstile_in, NULL);
	pthread_create(&b, NULL, turnstile_out, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);

	if (gate.in != ROUNDS || gate.out != ROUNDS) {
		fprintf(stderr, "wrong: %d in and %d out, not %d each\n",
		    gate.in, gate.out, ROUNDS);
		return 1;
	}
	puts("both turnstiles are right");
	return 0;
}
