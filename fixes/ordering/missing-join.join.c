// SPDX-License-Identifier: MIT
/*
 * Missing join, joined: main() waits for the thread before it looks.
 *
 * @how         pthread_join() between the start of the thread and the reading of the
 *              result.
 * @why         pthread_join() returns when the thread has ended, and all that the thread
 *              wrote is then seen by the joiner.
 * @cost        main() waits. If it has other work to do, it can do that between create
 *              and join.
 */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define PINS (ROUNDS / 2)
#define PIN (PINS * 9 / 10)		/* the safe knows only its digest */

uint32_t pin_digest;
int found = -1;

static uint32_t
digest(uint32_t x)
{
	for (int i = 0; i < ROUNDS / 20; i++) {
		x = x * 1664525u + 1013904223u;
		x ^= x >> 15;
	}
	return x;
}

static void *
try_all_pins(void *arg)
{
	(void)arg;
	for (int pin = 0; pin < PINS; pin++) {
		if (digest(pin) == pin_digest) {
			found = pin;
		}
	}
	return NULL;
}

int
main(void)
{
	pthread_t thread;

	pin_digest = digest(PIN);
	pthread_create(&thread, NULL, try_all_pins, NULL);

	pthread_join(thread, NULL);

	if (found != PIN) {
		fprintf(stderr, "wrong: no PIN found among %d\n", PINS);
		return 1;
	}
	puts("the safe is open");
	return 0;
}
