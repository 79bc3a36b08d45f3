// SPDX-License-Identifier: MIT
/*
 * Unsynchronised append: the guest list grows, and so moves, while it is being read.
 *
 * The host appends guests and the doorman greets the newest guest.  Usually that does
 * no harm: the doorman reads what is there, and the host writes behind it.  But when the
 * list is full, realloc() may move it to a bigger block and free the old one, and the
 * doorman still has the old address: he reads freed memory, where malloc() may have
 * put its own notes by now, or somebody else's data.  The host only adds; but what the
 * doorman was reading is taken away.
 *
 * @level   2
 * @cwe     366 416
 * @stdout  every guest was recognised
 * @expect  tsan      race(list)
 * @expect  tsan      use-after-free(list) may
 * @expect  helgrind  race(list)
 * @expect  drd       race(list)
 * @misses  native: glibc gives the host a heap of his own, and nothing else lies in it
 *          behind the list, so that the list grows without moving
 * @expect  explore   race(list)
 * @expect  explore   use-after-free(list)
 * @hint    Where does `newest` point to when the host has made the list bigger?
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#ifndef ROUNDS
#define ROUNDS 5000
#endif

struct list { long *guest; int length, capacity; } list;
int strangers;

static void *
host(void *arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		if (list.length == list.capacity) {
			int capacity = 4 * list.capacity + 1;
			long *bigger = realloc(list.guest, capacity * sizeof(long)); //~ list: free

			if (bigger == NULL) {
				perror("guest list");
				exit(1);
			}
			list.guest = bigger;				//~ list: write
			list.capacity = capacity;
		}
		list.guest[list.length] = i;				//~ list: write
		list.length += 1;					//~ list: write
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
		int length = list.length;				//~ list: read

		if (length > 0) {
			const long *newest = &list.guest[length - 1];	//~ list: read

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
	free(list.guest);

	if (strangers != 0) {
		fprintf(stderr, "wrong: %d strangers on the guest list\n", strangers);
		return 1;
	}
	puts("every guest was recognised");
	return 0;
}
