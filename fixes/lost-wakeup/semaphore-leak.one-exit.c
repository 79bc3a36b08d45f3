// SPDX-License-Identifier: MIT
/*
 * Semaphore leak, one exit: whatever happens, the way out leads past the post.
 *
 * @how   the work between wait and post is skipped, but not the post
 * @why   The function has one end, and the printer is given back there.
 * @cost  deeper nesting, or a goto, where there are several reasons to give up
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
	int printed = 0;

	sem_wait(&printers);
	if (document == 0) {
		goto out;
	}
	while (printed < document) {
		printed += 1;
	}
out:
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
