// SPDX-License-Identifier: MIT
/*
 * Unsynchronised append, with a mutex: nobody reads while the list may move.
 *
 * @how         A mutex is held for appending, and while the doorman has an address in
 *              the list.
 * @why         Under the lock the address and the length belong together, and realloc()
 *              can't free what somebody is reading.
 * @cost        The host waits while the doorman reads, and the doorman while the list is
 *              copied to its new place.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#ifndef ROUNDS
#define ROUNDS 5000
#endif

pthread_mutex_t list_lock = PTHREAD_MUTEX_INITIALIZER;
struct list { long *guest; int length, capacity; } list;
int strangers;

static void *
host(void *arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&list_lock);
		if (list.length == list.capacity) {
			int capacity = 4 * list.capacity + 1;
			long *bigger = realloc(list.guest, capacity * sizeof(long));

			if (bigger == NULL) {
				perror("guest list");
				exit(1);
			}
			list.guest = bigger;
			list.capacity = capacity;
		}
		list.guest[list.length] = i;
		list.length += 1;
		pthread_mutex_unlock(&list_lock);
	}
	return NULL;
}

static void *
doorman(void *arg)
{
	char greeting[32];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		int n = snprintf(greeting, sizeof(greeting), "Welcome, ");
		pthread_mutex_lock(&list_lock);
		int length = list.length;

		if (length > 0) {
			const long *newest = &list.guest[length - 1];

			snprintf(greeting + n, sizeof(greeting) - n, "no. %d", length);
			strangers += *newest != length - 1;
		}
		pthread_mutex_unlock(&list_lock);
	}
	return NULL;
}

int
main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, host, NULL);
	pthread_create(&b, NULL, doorman, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	free(list.guest);

	if (strangers != 0) {
		fprintf(stderr, "wrong: %d strangers on the guest list\n", strangers);
		return 1;
	}
	puts("every guest was recognised");
	return 0;
}
