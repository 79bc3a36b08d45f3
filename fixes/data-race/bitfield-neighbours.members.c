// SPDX-License-Identifier: MIT
/*
 * Bit-field neighbours, as members: each counter is an ordinary member.
 *
 * @how         The counters are no bit-fields any more.
 * @why         Two ordinary members are two memory locations, and C11 promises that
 *              writing one never touches the other one, not even two bytes side by side.
 * @cost        Some bytes more, which matters only where there are millions of such
 *              structs.
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

struct gate {
	unsigned in;
	unsigned out;
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
