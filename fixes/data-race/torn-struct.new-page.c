// SPDX-License-Identifier: MIT
/*
 * Torn struct, on a new page: finished pages are never changed, only turned.
 *
 * @how         Each departure is written on a page of its own, and then one atomic number
 *              says which page is the current one.
 * @why         The number is read and written in one step, and storing it also makes
 *              visible what was written on the page before. After that nobody changes
 *              the page.
 * @cost        Memory for all pages, or somebody who finds out when no reader needs an
 *              old one any more; that is the hard part, and here it is left out.
 * @false-alarm helgrind race(page): Helgrind does not know that the atomic number orders
 *              writing the page before reading it
 * @false-alarm drd race(page) 86%: DRD does not take the atomic number for synchronisation
 *              either
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

struct departure {
	int train;
	char destination[40];
	int platform;
};

struct departure page[ROUNDS + 1] = { { .train = 0, .platform = 1 } };
atomic_int current;	/* the page that is shown */
int wrong_platforms;

static int
platform_of(int train)
{
	return train % 9 + 1;
}

static void *
timetable(void *arg)
{
	struct departure next;

	(void)arg;
	for (int train = 1; train <= ROUNDS; train++) {
		next.train = train;
		snprintf(next.destination, sizeof(next.destination), "City %d", train);
		next.platform = platform_of(train);
		page[train] = next;				//~ page: write
		current = train;				//~ page: write
	}
	return NULL;
}

static void *
traveller(void *arg)
{
	char note[80];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		struct departure seen = page[current];		//~ page: read

		snprintf(note, sizeof(note), "%s: %d", seen.destination, seen.platform);
		wrong_platforms += seen.platform != platform_of(seen.train);
	}
	return NULL;
}

int
main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, timetable, NULL);
	pthread_create(&b, NULL, traveller, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);

	if (wrong_platforms != 0) {
		fprintf(stderr, "wrong: the platform of another train %d times\n",
		    wrong_platforms);
		return 1;
	}
	puts("nobody sent to the wrong platform");
	return 0;
}
