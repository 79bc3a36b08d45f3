// SPDX-License-Identifier: MIT
/*
 * Unlocked by a stranger: main() locks the scanner, the scanning thread unlocks it.
 *
 * main() wants the scanner to be taken from the moment it accepts the order, and
 * only the thread knows when the last page is through; so one locks and the other
 * unlocks.  But a mutex has an owner, and only the owner may unlock it: all else
 * is undefined.  glibc's plain mutex happens not to look, so this "works" until
 * someone makes it error-checking, recursive or robust; then the unlock fails
 * with EPERM and the scanner stays locked for good.
 *
 * @level   2
 * @cwe     667
 * @stdout  3 pages scanned
 * @expect  tsan      bad-unlock(hand-back)
 * @expect  helgrind  bad-unlock(hand-back)
 * @expect  helgrind  lock-held
 * @expect  drd       bad-unlock(hand-back)
 * @misses  native: glibc's plain mutex doesn't check who unlocks it
 * @expect  explore   bad-unlock(hand-back)
 * @hint    Which thread owns the mutex when scan() unlocks it?
 */
#include <pthread.h>
#include <stdio.h>

pthread_mutex_t scanner = PTHREAD_MUTEX_INITIALIZER;
int pages;

static void *
scan(void *arg)
{
	int sheets = *(int *)arg;

	while (pages < sheets) {
		pages += 1;
	}
	pthread_mutex_unlock(&scanner);		//~ hand-back: unlock
	return NULL;
}

int
main(void)
{
	pthread_t scanning;
	int sheets = 3;

	pthread_mutex_lock(&scanner);		//~ taken: lock
	pthread_create(&scanning, NULL, scan, &sheets);
	pthread_join(scanning, NULL);
	if (pages != 3) {
		fprintf(stderr, "wrong: %d pages scanned\n", pages);
		return 1;
	}
	printf("%d pages scanned\n", pages);
	return 0;
}
