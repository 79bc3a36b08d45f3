// SPDX-License-Identifier: MIT
/*
 * Hit cache: two threads fill one table of answers, and get the address of another host.
 *
 * Looking up a host takes long, so the answer is kept: host and address, in the slot
 * that the host's number selects.  It can't do harm, somebody said, as every thread would
 * put the same answer there.  But a slot serves several hosts.  One thread puts a new
 * host into it and is still asking for the address when the other thread looks, sees
 * its host in the slot and takes the address beside it, which is the old host's.
 *
 * @level   2
 * @cwe     366
 * @stdout  every address is right
 * @expect  tsan      race(slot)
 * @expect  helgrind  race(slot)
 * @expect  drd       race(slot)
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @expect  explore   race(slot)
 * @hint    Which two values in a slot belong together, and when do they not?
 */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { SLOTS = 4 };

struct slot {
	uint32_t host;
	uint32_t address;
};

struct slot cache[SLOTS];

/* Asks the name server: host n has the address 10.0.0.n. */
static uint32_t
ask_server(uint32_t host)
{
	char question[32];

	snprintf(question, sizeof(question), "host%u.example.org", host);
	return 10u << 24 | host;
}

static uint32_t
address_of(uint32_t host)
{
	struct slot *slot = &cache[host % SLOTS];

	if (slot->host != host) {			//~ slot: read
		slot->host = host;			//~ slot: write
		slot->address = ask_server(host);	//~ slot: write
	}
	return slot->address;				//~ slot: read
}

static void *
browse(void *arg)
{
	int *wrong = arg;

	for (int i = 0; i < ROUNDS; i++) {
		uint32_t host = 1 + i % 2 * SLOTS;

		*wrong += address_of(host) != (10u << 24 | host);	//~ slot: read
	}
	return NULL;
}

int
main(void)
{
	pthread_t a, b;
	int wrong_a = 0, wrong_b = 0;

	pthread_create(&a, NULL, browse, &wrong_a);
	pthread_create(&b, NULL, browse, &wrong_b);
	pthread_join(a, NULL);
	pthread_join(b, NULL);

	if (wrong_a + wrong_b != 0) {
		fprintf(stderr, "wrong: %d + %d wrong addresses\n", wrong_a, wrong_b);
		return 1;
	}
	puts("every address is right");
	return 0;
}
