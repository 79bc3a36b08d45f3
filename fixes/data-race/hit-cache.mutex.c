// SPDX-License-Identifier: MIT
/*
 * Hit cache, with a mutex: looking, asking and filling in are one step.
 *
 * @how         A mutex is held throughout address_of().
 * @why         Host and address change together for everybody who takes the lock.
 * @cost        The lock is held while the server is asked, and all others wait, also
 *              those who want another slot. A lock for each slot would be the next step.
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
pthread_mutex_t cache_lock = PTHREAD_MUTEX_INITIALIZER;

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

	pthread_mutex_lock(&cache_lock);
	if (slot->host != host) {
		slot->host = host;
		slot->address = ask_server(host);
	}

	uint32_t address = slot->address;

	pthread_mutex_unlock(&cache_lock);
	return address;
}

static void *
browse(void *arg)
{
	int *wrong = arg;

	for (int i = 0; i < ROUNDS; i++) {
		uint32_t host = 1 + i % 2 * SLOTS;

		*wrong += address_of(host) != (10u << 24 | host);
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
