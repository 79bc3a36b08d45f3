// SPDX-License-Identifier: MIT
/*
 * Volatile flag: a volatile variable says that a letter is there, and the box is empty.
 *
 * The sender puts a letter into the box and raises the flag; the recipient waits for
 * the flag, takes the letter and lowers it.  The flag is `volatile`, so both really
 * look at it each time.  But volatile speaks of the flag alone: it doesn't keep the
 * accesses to the letter before or after those to the flag.  As far as the compiler
 * knows, nobody else reads the letter; with -O2 it may write only the last one, and
 * the flag goes up three times over an empty box: the letters add up to 4, not 10.
 *
 * @level   2
 * @cwe     366
 * @stdout  every letter arrived
 * @expect  tsan      race(flag)
 * @expect  tsan      race(letter)
 * @expect  helgrind  race(flag)
 * @expect  helgrind  race(letter)
 * @expect  drd       race(flag)
 * @expect  drd       race(letter)
 * @expect  native    wrong-result
 * @expect  explore   race(flag)
 * @expect  explore   race(letter)
 * @hint    `volatile` stands before `flag`: what does it say about `letter`?
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

enum { LETTERS = 4 };

long letter;
volatile bool flag;

static void *
sender(void *arg)
{
	(void)arg;
	for (int i = 1; i <= LETTERS; i++) {
		while (flag) {			//~ flag: read
			continue;
		}
		letter = i;			//~ letter: write
		flag = true;			//~ flag: write
	}
	return NULL;
}

static void *
recipient(void *arg)
{
	long *sum = arg;

	for (int i = 1; i <= LETTERS; i++) {
		while (!flag) {			//~ flag: read
			continue;
		}
		*sum += letter;			//~ letter: read
		flag = false;			//~ flag: write
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
