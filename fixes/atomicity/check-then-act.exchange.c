// SPDX-License-Identifier: MIT
/*
 * Check then act, with an exchange: looking and marking are one step.
 *
 * @how         atomic_exchange() marks the reader as served and tells whether he was
 *              already.
 * @why         Of all who exchange the same flag, just one gets `false` back; he alone
 *              writes the letter.
 * @cost        One locked instruction even for readers already served. The mark now comes
 *              before the letter: whoever fails to send must take it back.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define LINES 8

atomic_bool sent[ROUNDS];	/* one for each reader */

static void *
mailer(void *arg)
{
	long *letters = arg;
	char line[40];

	for (int i = 0; i < ROUNDS; i++) {
		if (!atomic_exchange(&sent[i], true)) {
			for (int k = 0; k < LINES; k++) {
				snprintf(line, sizeof(line), "letter %d, line %d", i, k);
			}
			*letters += 1;
		}
	}
	return NULL;
}

int
main(void)
{
	pthread_t a, b;
	long letters_a = 0, letters_b = 0;

	pthread_create(&a, NULL, mailer, &letters_a);
	pthread_create(&b, NULL, mailer, &letters_b);
	pthread_join(a, NULL);
	pthread_join(b, NULL);

	long twice = letters_a + letters_b - ROUNDS;

	if (twice != 0) {
		fprintf(stderr, "wrong: %ld of %d got two letters\n", twice, ROUNDS);
		return 1;
	}
	puts("one letter each");
	return 0;
}
