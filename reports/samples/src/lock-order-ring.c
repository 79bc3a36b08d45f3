// SPDX-License-Identifier: MIT
/* Twelve philosophers, one after the other: a cycle of twelve locks. */
#include <pthread.h>

enum { SEATS = 12 };
static pthread_mutex_t forks[SEATS];

static void
eat(int seat)
{
	pthread_mutex_lock(&forks[seat]);
	pthread_mutex_lock(&forks[(seat + 1) % SEATS]);
	pthread_mutex_unlock(&forks[(seat + 1) % SEATS]);
	pthread_mutex_unlock(&forks[seat]);
}

int
main(void)
{
	for (int i = 0; i < SEATS; i++) {
		pthread_mutex_init(&forks[i], NULL);
	}
	for (int i = 0; i < SEATS; i++) {
		eat(i);
	}
	return 0;
}
