// SPDX-License-Identifier: MIT
/*
 * Publish before init, filled first: write the name, then put the guest on the list.
 *
 * @how         enter() writes the name and counts the guest, in this order and under
 *              one lock; set_name() is gone.
 * @why         Whoever sees the guest on the list finds the name already written. There is
 *              no way any more to enter without one.
 * @cost        None, but all that a guest needs must be known when he enters.
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
char name[ROUNDS][12];		/* of each guest */
int guests;

static void
enter(void)
{
	pthread_mutex_lock(&lock);
	snprintf(name[guests], sizeof(name[guests]), "Guest %d", guests);
	guests++;
	pthread_mutex_unlock(&lock);
}

static void *
doorman(void *arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		enter();
	}
	return NULL;
}

int
main(void)
{
	pthread_t thread;
	int nameless = 0;

	pthread_create(&thread, NULL, doorman, NULL);
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&lock);
		nameless += guests > 0 && name[guests - 1][0] == '\0';
		pthread_mutex_unlock(&lock);
	}
	pthread_join(thread, NULL);

	if (nameless != 0) {
		fprintf(stderr, "wrong: %d times no name to read out\n", nameless);
		return 1;
	}
	puts("every guest has a name");
	return 0;
}
