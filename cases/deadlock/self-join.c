// SPDX-License-Identifier: MIT
/*
 * Self-join: the head clerk waits for all clerks to end, himself included.
 *
 * close_office() joins every clerk and adds up what they have sorted.  It was written for
 * main, but it is called by the head clerk, when the closing note turns up in the middle
 * of his pile.  A thread that waits for its own end waits for ever.  glibc sees this one
 * case and comes back at once with EDEADLK; nobody looks at it, so the head clerk counts
 * as gone, with nothing sorted, while he is still at work.  Another C library may hang.
 *
 * @level   2
 * @cwe     252 833
 * @origin  libcoro pull request 420: the pool's shutdown, called by one of its threads
 * @stdout  30 letters sorted
 * @unable  tsan: its run-time ends with "CHECK failed" when a thread joins itself
 * @expect  helgrind  api-error(all)
 * @misses  drd: it doesn't look at what pthread_join() returns
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @expect  explore   api-error(all)
 * @hint    Which thread runs close_office(), and whom does it wait for?
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
		pthread_join(clerks[i], NULL);	//~ all: join
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
			close_office();		//~ closes
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
	if (total != CLERKS * PILE) {
		fprintf(stderr, "wrong: %d of %d letters\n", total, CLERKS * PILE);
		return 1;
	}
	printf("%d letters sorted\n", total);
	return 0;
}
