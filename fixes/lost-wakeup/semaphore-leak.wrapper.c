// SPDX-License-Identifier: MIT
/*
 * Semaphore leak, wrapper: one function takes and gives back, another one prints.
 *
 * @how   print() only waits, calls print_on_printer() and posts; all the ways out are
 *        in that one
 * @why   However print_on_printer() is left, it comes back to print(), and print()
 *        posts.
 * @cost  one more function; whoever calls the inner one directly goes without a printer
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { PRINTERS = 2, CLERKS = 2, EACH = 3 };

static const int pages[CLERKS][EACH] = { { 3, 0, 5 }, { 2, 0, 4 } };
static sem_t printers;

static int
print_on_printer(int document)
{
	if (document == 0) {
		return 0;
	}
	int printed = 0;
	while (printed < document) {
		printed += 1;
	}
	return printed;
}

static int
print(int document)
{
	sem_wait(&printers);
	int printed = print_on_printer(document);
	sem_post(&printers);
	return printed;
}

static void *
clerk(void *arg)
{
	const int *documents = arg;
	long sum = 0;

	for (int i = 0; i < EACH; i++) {
		sum += print(documents[i]);
	}
	return (void *)sum;
}

int
main(void)
{
	pthread_t clerks[CLERKS];
	long sum = 0;

	sem_init(&printers, 0, PRINTERS);
	for (int i = 0; i < CLERKS; i++) {
		pthread_create(&clerks[i], NULL, clerk, (void *)pages[i]);
	}
	for (int i = 0; i < CLERKS; i++) {
		void *printed;
		pthread_join(clerks[i], &printed);
		sum += (long)printed;
	}
	if (sum != 14) {
		fprintf(stderr, "wrong: %ld of 14 pages printed\n", sum);
		return 1;
	}
	printf("%ld pages printed\n", sum);
	return 0;
}
