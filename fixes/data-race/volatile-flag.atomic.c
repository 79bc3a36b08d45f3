// SPDX-License-Identifier: MIT
/*
 * Volatile flag, with an atomic: the flag also orders what stands before and after it.
 *
 * @how         The flag is `atomic_bool` instead of `volatile bool`.
 * @why         What was written before an atomic store is seen by everybody who reads the
 *              stored value. The compiler knows it too and leaves the letter in the loop.
 * @cost        Both threads burn processor time while they wait.
 * @false-alarm helgrind race(letter): Helgrind doesn't know that an atomic flag orders
 *              the accesses to the letter
 * @false-alarm drd race(letter): DRD doesn't take an atomic flag for synchronisation
 *              either
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

enum { LETTERS = 4 };

long letter;
atomic_bool flag;

static void *
sender(void *arg)
{
	(void)arg;
	for (int i = 1; i <= LETTERS; i++) {
		while (flag) {
			continue;
		}
		letter = i;			//~ letter: write
		flag = true;
	}
	return NULL;
}

static void *
recipient(void *arg)
{
	long *sum = arg;

	for (int i = 1; i <= LETTERS; i++) {
		while (!flag) {
			continue;
		}
		*sum += letter;			//~ letter: read
		flag = false;
	}
	return NULL;
}

int
main(void)
{
	pthread_t a, b;
	long sum = 0;

	pthread_create(&a, NULL, sender, NULL);
	pthread_create(&b, NULL, recipient, &sum);
	pthread_join(a, NULL);
	pthread_join(b, NULL);

	if (sum != 1 + 2 + 3 + 4) {
		fprintf(stderr, "wrong: letters 1 to %d add up to %ld\n", LETTERS, sum);
		return 1;
	}
	puts("every letter arrived");
	return 0;
}
