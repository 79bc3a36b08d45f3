// SPDX-License-Identifier: MIT
/*
 * Trylock kept: nobody waits for the second lock, and everybody keeps the first one.
 *
 * To copy a page takes the scanner and then the printer, to file a fax takes the printer
 * and then the scanner.  Somebody has read that a trylock can't deadlock, because it never
 * waits, and so the second device is only tried, until it is free.  But to try again and
 * again is to wait, and all that time the first device is held.  If each has one, neither
 * will ever get the other.  It is the old deadlock, only that both processors are busy with
 * it, and that a debugger shows two threads at work.
 *
 * @level   1
 * @cwe     833
 * @stdout  2 pages done
 * @misses  tsan: it takes a lock that is only tried for one that can't be part of a circle
 * @expect  helgrind  lock-order(first, second)
 * @misses  drd: it keeps no order of locks, and a trylock that fails is no error
 * @expect  native    spin may
 * @expect  explore   livelock(second)
 * @hint    What does each thread hold while it tries?
 */
#include <pthread.h>
#include <stdio.h>

pthread_mutex_t scanner = PTHREAD_MUTEX_INITIALIZER;
pthread_mutex_t printer = PTHREAD_MUTEX_INITIALIZER;
int pages;

static void
take_both(pthread_mutex_t *first, pthread_mutex_t *second)
{
	pthread_mutex_lock(first);			//~ first: lock
	while (pthread_mutex_trylock(second) != 0) {	//~ second: lock
		/* taken: try again */
	}
}

static void
put_back_both(void)
{
	pthread_mutex_unlock(&scanner);
	pthread_mutex_unlock(&printer);
}

static void *
copy_page(void *arg)
{
	take_both(&scanner, &printer);
	pages += 1;
	put_back_both();
	return arg;
}

static void *
file_fax(void *arg)
{
	take_both(&printer, &scanner);
	pages += 1;
	put_back_both();
	return arg;
}

int
main(void)
{
	pthread_t threads[2];

	pthread_create(&threads[0], NULL, copy_page, NULL);
	pthread_create(&threads[1], NULL, file_fax, NULL);
	pthread_join(threads[0], NULL);
	pthread_join(threads[1], NULL);
	if (pages != 2) {
		fprintf(stderr, "wrong: %d of 2 pages done\n", pages);
		return 1;
	}
	printf("%d pages done\n", pages);
	return 0;
}
