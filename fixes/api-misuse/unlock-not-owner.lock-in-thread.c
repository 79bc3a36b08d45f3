// SPDX-License-Identifier: MIT
/*
 * Unlocked by a stranger, fixed: the thread that unlocks the scanner also locks it.
 *
 * @how     the scanning thread takes the scanner itself
 * @why     Lock and unlock stand in one function and run in one thread, so the
 *          owner is the one who unlocks.
 * @cost    the scanner is taken a moment later, when the thread runs; what
 *          main() does before that is not covered
 */
#include <pthread.h>
#include <stdio.h>

pthread_mutex_t scanner = PTHREAD_MUTEX_INITIALIZER;
int pages;

static void *
scan(void *arg)
{
	int sheets = *(int *)arg;

	pthread_mutex_lock(&scanner);
	while (pages < sheets) {
		pages += 1;
	}
	pthread_mutex_unlock(&scanner);
	return NULL;
}

int
main(void)
{
	pthread_t scanning;
	int sheets = 3;

	pthread_create(&scanning, NULL, scan, &sheets);
	pthread_join(scanning, NULL);
	if (pages != 3) {
		fprintf(stderr, "wrong: %d pages scanned\n", pages);
		return 1;
	}
	printf("%d pages scanned\n", pages);
	return 0;
}
