// SPDX-License-Identifier: MIT
/*
 * Semaphore order: a copy takes scanner, then printer; a test page printer, then scanner.
 *
 * Two devices, two jobs, and each job asks for the device that the other one has: the
 * circle is that of two locks in two orders.  But the devices are guarded by semaphores.
 * A mutex has an owner, so a tool can note who took which one while holding which.  A
 * semaphore is a number: anyone may take and anyone may give, and no tool that watches a
 * run that ended well can tell that it was a near miss.
 *
 * @level   2
 * @cwe     833
 * @stdout  all copied, all tested
 * @misses  tsan: it notes the order of locks only, and a semaphore has no owner
 * @misses  helgrind: it notes the order of locks only, and a semaphore has no owner
 * @misses  drd: waiting for a semaphore is no error
 * @expect  native    hang may
 * @expect  explore   stuck(scanner-first, printer-first)
 * @hint    What does each job hold while it waits for its second device?
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
		sem_wait(&scanner);		//~ scanner-first: wait
		sem_wait(&printer);		//~ scanner-first: wait
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
		sem_wait(&printer);		//~ printer-first: wait
		sem_wait(&scanner);		//~ printer-first: wait
		test_pages += 1;
		sem_post(&scanner);
		sem_post(&printer);
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
