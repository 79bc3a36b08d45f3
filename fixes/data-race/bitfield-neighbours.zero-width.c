// SPDX-License-Identifier: MIT
/*
 * Bit-field neighbours, kept apart: a bit-field of width zero begins a new word.
 *
 * @how         `unsigned : 0;` stands between the two fields.
 * @why         C11 says that bit-fields with a zero-width one between them are in
 *              different memory locations, so each is read and written back by itself.
 * @cost        The fields no longer share a word, so nothing is saved, and the line looks
 *              as if it could go: write down why it is there.
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

struct gate {
	unsigned in : 15;
	unsigned : 0;	/* another thread counts the others */
	unsigned out : 15;
	unsigned open : 1;
};

struct gate gate = { .open = 1 };

static void *
turnstile_in(void *arg)
{
	char ticket[32];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		snprintf(ticket, sizeof(ticket), "in: %d", i);
		gate.in += 1;
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
		gate.out += 1;
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
