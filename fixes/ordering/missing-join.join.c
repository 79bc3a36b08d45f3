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

#define PIN_DIGEST 0xa784d443

int found = -1;

static uint32_t
digest(uint32_t x)
{
	for (int i = 0; i < 1000; i++) {
		x = x * 1664525u + 1013904223u;
		x ^= x >> 15;
	}
	return x;
}

static void *
try_all_pins(void *arg)
{
	(void)arg;
	for (int pin = 0; pin < 10000; pin++) {
		if (digest(pin) == PIN_DIGEST) {
			found = pin;
		}
	}
	return NULL;
}

int
main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, try_all_pins, NULL);

	pthread_join(thread, NULL);

	int pin = found;

	if (pin < 0) {
		fprintf(stderr, "wrong: no PIN found among 10000\n");
		return 1;
	}
	printf("the PIN is %d\n", pin);
	return 0;
}
