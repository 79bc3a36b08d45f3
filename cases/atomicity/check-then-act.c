// SPDX-License-Identifier: MIT
/*
 * Check then act: two atomic steps are not one atomic step.
 *
 * Two mailers go through one list of readers.  Each looks whether a reader has
 * got the letter, writes it if not, and marks the reader as served.  `sent` is
 * atomic, so every look and every mark is sound.  But between the two the other
 * mailer may look as well: both find the reader not served, and both write.  In the end
 * every mark is right; what was done between look and mark was done twice.
 *
 * @level   2
 * @cwe     362 367
 * @stdout  one letter each
 * @expect  native    wrong-result 86%
 * @misses  tsan: every access to `sent` is atomic, so there is no data race;
 *          ThreadSanitizer does not know that the load and the store belong together
 * @misses  helgrind: the atomic store is a locked instruction, which Helgrind takes for
 *          a read, so it sees no race; that two steps should be one it can't know
 * @misses  drd: the atomic store is a locked instruction, which DRD takes for a
 *          read, so it sees no race; that two steps should be one it can't know
 * @expect  explore   wrong-result
 * @hint    What can the other mailer do after your look and before your mark?
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
		if (!atomic_load(&sent[i])) {		//~ look: read
			for (int k = 0; k < LINES; k++) {
				snprintf(line, sizeof(line), "letter %d, line %d", i, k);
			}
			*letters += 1;
			atomic_store(&sent[i], true);	//~ mark: write
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
