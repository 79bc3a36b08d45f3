// SPDX-License-Identifier: MIT
/*
 * Semaphore order, same order: everybody takes the scanner before the printer.
 *
 * @how   print_test_page() takes its two semaphores in the order that copy() has
 * @why   Whoever waits for the printer has the scanner; whoever has the printer has both
 *        and waits for nobody.
 * @cost  the test page keeps the scanner a little longer; and the order is a promise that
 *        no tool will check
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

sem_t scanner, printer;
int copies, test_pages;

static void *
copy(void *arg)
{
	for (int i = 0; i < ROUNDS; i++) {
		sem_wait(&scanner);
		sem_wait(&printer);
		copies += 1;
		sem_post(&printer);
		sem_post(&scanner);
	}
	return arg;
}

static void *
print_test_page(void *arg)
{
	for (int i = 0; i < ROUNDS; i++) {
		sem_wait(&scanner);
		sem_wait(&printer);
		test_pages += 1;
		sem_post(&printer);
		sem_post(&scanner);
	}
	return arg;
}

int
main(void)
{
	pthread_t copier, tester;

	sem_init(&scanner, 0, 1);
	sem_init(&printer, 0, 1);
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
