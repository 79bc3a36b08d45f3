// SPDX-License-Identifier: MIT
/*
 * Bit-field neighbours: each turnstile counts in a field of its own, and both lose.
 *
 * One turnstile counts those who go in, the other one those who go out, and no field
 * is touched by two threads.  But bit-fields that lie side by side are one memory
 * location for C: to change one, the machine reads the whole word, changes some
 * bits and writes the whole word back, the neighbour's old bits included.  What the
 * neighbour has counted in between is gone.  (In Redis it was a flag of the
 * command table that one thread read while another one changed the field beside it.)
 *
 * @level   2
 * @cwe     366
 * @origin  Redis pull request 14466: adjacent bit-fields of a dict, used by two threads
 * @stdout  both turnstiles are right
 * @expect  tsan      race(gate)
 * @expect  helgrind  race(gate)
 * @expect  drd       race(gate)
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @expect  explore   race(gate)
 * @hint    What else lies in the word that `gate.in += 1` writes?
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

struct gate gate = { .open = 1 };

static void *
turnstile_in(void *arg)
{
	char ticket[32];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		snprintf(ticket, sizeof(ticket), "in: %d", i);
		gate.in += 1;				//~ gate: read, write
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
		gate.out += 1;				//~ gate: read, write
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
