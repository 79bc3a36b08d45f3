// SPDX-License-Identifier: MIT
/*
 * Semaphore order, mutexes: the devices become locks, in one order.
 *
 * @how   each semaphore that counts to one becomes a mutex, and both jobs take the
 *        scanner first
 * @why   The order is what ends the deadlock.  With mutexes it stays so: the next one who
 *        turns it round is told so by ThreadSanitizer and Helgrind at the first run.
 * @cost  a mutex must be given back by the thread that took it, and there is one of each:
 *        with two printers it would have to be a semaphore again
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

pthread_mutex_t scanner = PTHREAD_MUTEX_INITIALIZER;
pthread_mutex_t printer = PTHREAD_MUTEX_INITIALIZER;
int copies, test_pages;

static void *
copy(void *arg)
{
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&scanner);
		pthread_mutex_lock(&printer);
		copies += 1;
		pthread_mutex_unlock(&printer);
		pthread_mutex_unlock(&scanner);
	}
	return arg;
}

static void *
print_test_page(void *arg)
{
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&scanner);
		pthread_mutex_lock(&printer);
		test_pages += 1;
		pthread_mutex_unlock(&printer);
		pthread_mutex_unlock(&scanner);
	}
	return arg;
}

int
main(void)
{
	pthread_t copier, tester;

	pthread_create(&copier, NULL, copy, NULL);
	pthread_create(&tester, NULL, print_test_page, NULL);
	pthread_join(copier, NULL);
	pthread_join(tester, NULL);
	if (copies != ROUNDS || test_pages != ROUNDS) {
		fprintf(stderr, "wrong: %d copies, %d test pages\n", copies, test_pages);
		return 1;
	}
	puts("all copied, all tested");
	return 0;
}
