// SPDX-License-Identifier: MIT
/*
 * Semaphore leak, check first: an empty document never gets as far as a printer.
 *
 * @how   print() looks at the document before it takes a printer
 * @why   Between the wait and the post there is no way out any more, so every printer
 *        taken is given back.
 * @cost  none, and the printer is held for a shorter time; but not everything can be
 *        checked beforehand
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { PRINTERS = 2, CLERKS = 2, EACH = 3 };

static const int pages[CLERKS][EACH] = { { 3, 0, 5 }, { 2, 0, 4 } };
static sem_t printers;

static int
print(int document)
{
	if (document == 0) {
		return 0;
	}
	sem_wait(&printers);
	int printed = 0;
	while (printed < document) {
		printed += 1;
	}
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
