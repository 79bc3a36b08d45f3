// SPDX-License-Identifier: MIT
/*
 * Dekker, fixed: a mutex, tried and not waited for.
 *
 * @how   `pthread_mutex_trylock` instead of the two flags.
 * @why   A mutex is made of the right instructions already, and works for any number of
 *        cashiers.
 * @cost  One atomic operation to lock and one to unlock, whether anybody else is there
 *        or not.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 100000
#endif

struct cashier {
	long sold, turned_away;
};

struct cashier desk[2];
pthread_mutex_t busy = PTHREAD_MUTEX_INITIALIZER;
long till;

static void
leave(struct cashier *me)
{
	(void)me;
	pthread_mutex_unlock(&busy);
}

static bool
enter(struct cashier *me)
{
	bool alone = pthread_mutex_trylock(&busy) == 0;
	if (!alone) {
		me->turned_away += 1;
	}
	return alone;
}

static void *
sell(void *arg)
{
	struct cashier *me = arg;
	char ticket[32];

	for (int number = 0; number < ROUNDS; number++) {
		snprintf(ticket, sizeof(ticket), "Ticket %d", number);
		if (enter(me)) {
			till += 1;
			me->sold += 1;
			leave(me);
		}
	}
	return NULL;
}

int
main(void)
{
	pthread_t threads[2];

	pthread_create(&threads[0], NULL, sell, &desk[0]);
	pthread_create(&threads[1], NULL, sell, &desk[1]);
	pthread_join(threads[0], NULL);
	pthread_join(threads[1], NULL);

	if (till != desk[0].sold + desk[1].sold) {
		fprintf(stderr, "wrong: %ld of %ld tickets\n", till, desk[0].sold + desk[1].sold);
		return 1;
	}
	puts("every ticket is in the till");
	return 0;
}
