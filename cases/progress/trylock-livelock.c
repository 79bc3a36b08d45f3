// SPDX-License-Identifier: MIT
/*
 * Trylock livelock: two threads step aside for each other, in step, again and again.
 *
 * One thread moves a mail from the inbox to the archive, the other one moves one back.
 * Each locks the folder that it takes from, looks for the mail, and then needs the other
 * folder too.  So that they can't block each other for good, the second lock is only
 * tried: whoever finds it taken gives back the first one and begins again, at once.  But
 * if each holds its first folder, both tries fail, both step aside, and both come back to
 * where they were: a deadlock that keeps moving.  It ends when the system happens to
 * interrupt one of them between giving back and locking again, ten tries later or ten
 * thousand.
 *
 * @level   2
 * @cwe     834
 * @stdout  2 mails moved
 * @misses  tsan: every access is locked, and a lock that is only tried can't close a
 *          circle; how often it is tried in vain is no error to it
 * @false-alarm helgrind lock-order(first, second): it notes in which order two locks were
 *          taken, and doesn't ask whether the second one was waited for
 * @misses  drd: every access is locked; how often a lock is tried in vain is no error to it
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @hint    Both have just given back a lock.  Which one does each of them take next?
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
	for (;;) {
		pthread_mutex_lock(&lock[move->from]);			//~ first: lock
		find_mail();
		if (pthread_mutex_trylock(&lock[move->to]) == 0) {	//~ second: lock
			break;
		}
		pthread_mutex_unlock(&lock[move->from]);		//~ step-aside: unlock
		move->in_vain += 1;
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
