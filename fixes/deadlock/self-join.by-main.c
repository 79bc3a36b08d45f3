// SPDX-License-Identifier: MIT
/*
 * Self-join, by main: the head clerk asks for the closing, and main carries it out.
 *
 * @how   the head clerk posts a semaphore; main waits for it and calls close_office()
 * @why   main is no clerk, so it waits for others only, and every clerk is joined once.
 * @cost  one thread must be left over that does nothing but wait
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { CLERKS = 3, HEAD = 0, PILE = 10, CLOSING_NOTE = 4 };

pthread_t clerks[CLERKS];
int sorted[CLERKS];
int total;
sem_t opened, closing;

static void
close_office(void)
{
	for (int i = 0; i < CLERKS; i++) {
		pthread_join(clerks[i], NULL);
		total += sorted[i];
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
			sem_post(&closing);
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
	sem_init(&closing, 0, 0);
	for (int i = 0; i < CLERKS; i++) {
		pthread_create(&clerks[i], NULL, sort, &sorted[i]);
	}
	for (int i = 0; i < CLERKS; i++) {
		sem_post(&opened);
	}
	sem_wait(&closing);
	close_office();
	if (total != CLERKS * PILE) {
		fprintf(stderr, "wrong: %d of %d letters\n", total, CLERKS * PILE);
		return 1;
	}
	printf("%d letters sorted\n", total);
	return 0;
}
