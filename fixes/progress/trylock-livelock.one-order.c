// SPDX-License-Identifier: MIT
/*
 * Trylock livelock, fixed: the inbox is locked first, wherever the mail goes.
 *
 * @how   both threads lock the inbox and then the archive, and wait for each
 * @why   Whoever has the first lock gets the second one in the end: its holder is past
 *        all waiting.  Nobody steps aside, so nobody can do it in vain.
 * @cost  the order has to be known beforehand, and both folders are locked while the
 *        mail is looked for in one of them
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
	pthread_mutex_lock(&lock[INBOX]);
	pthread_mutex_lock(&lock[ARCHIVE]);
	find_mail();
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
