// SPDX-License-Identifier: MIT
/*
 * Missing join: the result is read before the thread has it.
 *
 * Somebody forgot the PIN of the safe, and a thread tries all of them.
 * pthread_create() only starts a thread and returns at once.  main() reads
 * `found` while the thread is still trying, and finds -1.  Then it returns,
 * and that ends the process and with it the thread, in the middle of its work.
 *
 * @level   1
 * @cwe     366
 * @topic   T2
 * @stdout  the safe is open
 * @expect  tsan      thread-leak(start)
 * @expect  tsan      race(found)
 * @expect  helgrind  race(found)
 * @expect  drd       race(found)
 * @expect  native    wrong-result
 * @expect  explore   race(found)
 * @expect  explore   thread-leak(start)
 * @expect  explore   wrong-result
 * @hint    Which statement makes main() wait until the thread has found the PIN?
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
			found = pin;		//~ found: write
		}
	}
	return NULL;
}

int
main(void)
{
	pthread_t thread;

	pin_digest = digest(PIN);
	pthread_create(&thread, NULL, try_all_pins, NULL);	//~ start: create

	if (found != PIN) {			//~ found: read
		fprintf(stderr, "wrong: no PIN found among %d\n", PINS);
		return 1;
	}
	puts("the safe is open");
	return 0;
}
