// SPDX-License-Identifier: MIT
/*
 * Check then act, with a mutex: looking and marking happen under one lock.
 *
 * @how         A mutex is held from the look to the mark; the letter is written after
 *              that.
 * @why         Nobody else can look before the first one has marked. The flags need not
 *              be atomic any more, for all accesses are under the lock.
 * @cost        Two library calls for each reader, and one lock for all; good when the
 *              claim is more than one flag.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define LINES 8

pthread_mutex_t sent_lock = PTHREAD_MUTEX_INITIALIZER;
bool sent[ROUNDS];	/* one for each reader */

static void *
mailer(void *arg)
{
	long *letters = arg;
	char line[40];

	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&sent_lock);
		bool mine = !sent[i];
		sent[i] = true;
		pthread_mutex_unlock(&sent_lock);
		if (mine) {
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
