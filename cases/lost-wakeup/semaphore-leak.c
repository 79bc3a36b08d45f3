// SPDX-License-Identifier: MIT
/*
 * Semaphore leak: every empty document keeps one printer for ever.
 *
 * Two printers are shared by means of a semaphore: take one, print, give it back.  An
 * empty document is noticed only when the printer has been taken, and the function
 * returns without giving it back.  Nothing shows: there is still another one.  It only
 * gets a little slower.  The second empty document takes the last printer, and from
 * then on everybody waits for printers that stand idle, far from where they were kept.
 * A mutex that was kept would have an owner who can be found; a semaphore has none.
 *
 * @level   1
 * @cwe     772
 * @stdout  14 pages printed
 * @misses  tsan: nothing is touched without order; that a post is missing is no data
 *          race
 * @misses  helgrind: a semaphore has no owner, so nobody can be caught leaving with it,
 *          and the threads that hang hold no lock
 * @misses  drd: a semaphore has no owner, and waiting for one is no error
 * @expect  native    hang
 * @expect  explore   stuck(printer)
 * @hint    How many printers are free after each of the six documents?
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
	sem_wait(&printers);			//~ printer: wait
	if (document == 0) {
		return 0;			//~ empty
	}
	int printed = 0;
	while (printed < document) {
		printed += 1;
	}
	sem_post(&printers);			//~ printer: signal
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
