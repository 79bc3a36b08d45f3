// SPDX-License-Identifier: MIT
/*
 * Unsynchronised append, without moving: the list has room for all from the beginning.
 *
 * @how         There is one block with room for as many guests as can come, and the
 *              length is atomic.
 * @why         The address never changes and nothing is freed. The length is stored after
 *              the guest, and whoever reads the new length also sees the guest.
 * @cost        One must know how long the list can become, and pay the memory for it.
 *              With several hosts, appending would need a lock all the same.
 * @false-alarm helgrind race(list): Helgrind doesn't know that the atomic length orders
 *              writing a guest before reading it
 * @false-alarm drd race(list): DRD doesn't take the atomic length for synchronisation
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 5000
#endif

struct list { long guest[ROUNDS]; atomic_int length; } list;
int strangers;

static void *
host(void *arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		list.guest[list.length] = i;				//~ list: write
		list.length += 1;
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
		int length = list.length;

		if (length > 0) {
			const long *newest = &list.guest[length - 1];

			snprintf(greeting + n, sizeof(greeting) - n, "no. %d", length);
			strangers += *newest != length - 1;		//~ list: read
		}
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

	if (strangers != 0) {
		fprintf(stderr, "wrong: %d strangers on the guest list\n", strangers);
		return 1;
	}
	puts("every guest was recognised");
	return 0;
}
