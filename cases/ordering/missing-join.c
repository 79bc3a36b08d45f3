// SPDX-License-Identifier: MIT
/*
 * Missing join: the result is read before the thread has it.
 *
 * Somebody forgot the PIN of the safe, and a thread tries all of them.
 * pthread_create() only starts a thread and returns at once.  main() reads
 * `found` while the thread is still trying, and reads nothing.  Then it returns,
 * and that ends the process and with it the thread, in the middle of its work.
 *
 * @level   1
 * @cwe     366
 * @topic   T2
 * @stdout  the PIN is 9217
 * @expect  tsan      thread-leak(start)
 * @expect  tsan      race(found)
 * @expect  helgrind  race(found) may
 * @expect  drd       race(found) may
 * @expect  native    wrong-result
 * @hint    Which statement makes main() wait until the thread has found the PIN?
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
			found = pin;		//~ found: write
		}
	}
	return NULL;
}

int
main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, try_all_pins, NULL);	//~ start: create

	int pin = found;			//~ found: read

	if (pin < 0) {
		fprintf(stderr, "wrong: no PIN found among 10000\n");
		return 1;
	}
	printf("the PIN is %d\n", pin);
	return 0;
}
