// SPDX-License-Identifier: MIT
/*
 * Self-join, skip self: whoever closes waits for all the others and then goes.
 *
 * @how   close_office() doesn't join the thread that runs it; main, which joins that one,
 *        adds what it has sorted
 * @why   No thread waits for itself, and each is joined by exactly one other.
 * @cost  two places must know who joins whom, and two clerks must not close at once, for
 *        then they would join each other
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { CLERKS = 3, HEAD = 0, PILE = 10, CLOSING_NOTE = 4 };

pthread_t clerks[CLERKS];
int sorted[CLERKS];
int total;
sem_t opened;

static void
close_office(void)
{
	for (int i = 0; i < CLERKS; i++) {
		if (!pthread_equal(clerks[i], pthread_self())) {
			pthread_join(clerks[i], NULL);
			total += sorted[i];
		}
	}
}

static void *
sort(void *arg)
{
	int *mine = arg;
	int letters = 0;

	sem_wait(&opened);
	for (int i = 0; i < PILE; i++) {
		if (mine == &sorted[HEAD] && i == CLOSING_NOTE) {
			close_office();
		}
		letters += 1;
	}
	*mine = letters;
	return NULL;
}

int
main(void)
{
	sem_init(&opened, 0, 0);
	for (int i = 0; i < CLERKS; i++) {
		pthread_create(&clerks[i], NULL, sort, &sorted[i]);
	}
	for (int i = 0; i < CLERKS; i++) {
		sem_post(&opened);
	}
	pthread_join(clerks[HEAD], NULL);
	total += sorted[HEAD];
	if (total != CLERKS * PILE) {
		fprintf(stderr, "wrong: %d of %d letters\n", total, CLERKS * PILE);
		return 1;
	}
	printf("%d letters sorted\n", total);
	return 0;
}
