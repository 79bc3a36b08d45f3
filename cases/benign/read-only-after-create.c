// SPDX-License-Identifier: MIT
/*
 * Read-only after create: threads read a global table that no lock protects.
 *
 * It looks wrong because main writes the table and the clerks read it, and there
 * is neither a lock nor an atomic in sight.  It is right because the last write
 * comes before the first `pthread_create`, and a new thread sees everything that
 * its creator did before.  After that nobody writes: any number of threads may
 * read the same data at the same time.
 *
 * @level   1
 * @cwe     366
 * @stdout  2 parcels cost 1150
 * @hint    When is the last write to the table, and when can the first read be?
 */
#include <pthread.h>
#include <stdio.h>

enum { ZONES = 4 };

int postage[ZONES];

struct parcel {
	int zone;
	int cost;
};

static void *
clerk(void *arg)
{
	struct parcel *parcel = arg;

	parcel->cost = postage[parcel->zone];	//~ postage: read
	return NULL;
}

int
main(void)
{
	struct parcel parcels[2] = { { .zone = 1 }, { .zone = 3 } };
	pthread_t clerks[2];

	for (int zone = 0; zone < ZONES; zone++) {
		postage[zone] = 275 + 150 * zone;	//~ postage: write
	}
	for (int i = 0; i < 2; i++) {
		pthread_create(&clerks[i], NULL, clerk, &parcels[i]);
	}
	for (int i = 0; i < 2; i++) {
		pthread_join(clerks[i], NULL);
	}
	int total = parcels[0].cost + parcels[1].cost;
	if (total != 1150) {
		fprintf(stderr, "wrong: the parcels cost %d instead of 1150\n", total);
		return 1;
	}
	printf("2 parcels cost %d\n", total);
	return 0;
}
