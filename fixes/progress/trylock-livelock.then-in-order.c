// SPDX-License-Identifier: MIT
/*
 * Trylock livelock, fixed: try once, and if that fails, wait for both in order.
 *
 * @how   whoever steps aside doesn't try again: it locks the inbox and then the archive,
 *        and waits for each
 * @why   A try never waits, and those who wait keep one order, so there is no circle;
 *        and nobody steps aside more than once.  It wouldn't be enough to wait for the
 *        folder that was taken and to try the other one from there: two who do that
 *        change places, in step.
 * @cost  the mail is looked for again, as it may have gone meanwhile; two ways to the
 *        same two locks, of which tests mostly see the short one
 * @false-alarm helgrind lock-order(first, second): it sees a try in one order and one in
 *        the other, and doesn't weigh that a try never waits
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { INBOX, ARCHIVE, FOLDERS, TOO_OFTEN = 3 };

struct move {
	int from, to, in_vain;
};

pthread_mutex_t lock[FOLDERS] = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER };
int mails[FOLDERS] = { 5, 5 };
static pthread_barrier_t start;

static void
find_mail(void)
{
	for (volatile int line = 0; line < ROUNDS; line++) {
	}
}

static void *
move_mail(void *arg)
{
	struct move *move = arg;

	pthread_barrier_wait(&start);
	pthread_mutex_lock(&lock[move->from]);			//~ first: lock
	find_mail();
	if (pthread_mutex_trylock(&lock[move->to]) != 0) {	//~ second: lock
		pthread_mutex_unlock(&lock[move->from]);
		move->in_vain += 1;
		pthread_mutex_lock(&lock[INBOX]);		//~ first: lock
		pthread_mutex_lock(&lock[ARCHIVE]);		//~ second: lock
		find_mail();
	}
	mails[move->from] -= 1;
	mails[move->to] += 1;
	pthread_mutex_unlock(&lock[move->to]);
	pthread_mutex_unlock(&lock[move->from]);
	return NULL;
}

int
main(void)
{
	struct move moves[2] = { { INBOX, ARCHIVE, 0 }, { ARCHIVE, INBOX, 0 } };
	pthread_t threads[2];

	pthread_barrier_init(&start, NULL, 2);
	for (int i = 0; i < 2; i++) {
		pthread_create(&threads[i], NULL, move_mail, &moves[i]);
	}
	for (int i = 0; i < 2; i++) {
		pthread_join(threads[i], NULL);
	}
	if (moves[0].in_vain >= TOO_OFTEN && moves[1].in_vain >= TOO_OFTEN) {
		fprintf(stderr, "wrong: they stepped aside for each other, %d and %d times\n",
			moves[0].in_vain, moves[1].in_vain);
		return 1;
	}
	puts("2 mails moved");
	return 0;
}
