// SPDX-License-Identifier: MIT
/*
 * Join orders all: main reads what two masons wrote, both joined by a third.
 *
 * It looks wrong because main joins the foreman only, and reads the masons'
 * walls without a lock.  It is right because order is handed on: what the masons
 * did comes before the foreman's joins, and what the foreman did comes before
 * main's join.  So everything the masons wrote is there when main looks.
 *
 * @level   2
 * @cwe     366
 * @stdout  the house has 500 bricks
 * @hint    Follow the joins from each mason to main.  Is the chain complete?
 */
#include <pthread.h>
#include <stdio.h>

struct wall {
	int planned;
	int bricks;
};

struct wall north = { .planned = 200 };
struct wall south = { .planned = 300 };

static void *
mason(void *arg)
{
	struct wall *wall = arg;

	while (wall->bricks < wall->planned) {
		wall->bricks += 1;	//~ wall: read, write
	}
	return NULL;
}

static void *
foreman(void *arg)
{
	pthread_t masons[2];

	(void)arg;
	pthread_create(&masons[0], NULL, mason, &north);
	pthread_create(&masons[1], NULL, mason, &south);
	pthread_join(masons[0], NULL);	//~ masons: join
	pthread_join(masons[1], NULL);	//~ masons: join
	return NULL;
}

int
main(void)
{
	pthread_t boss;

	pthread_create(&boss, NULL, foreman, NULL);
	pthread_join(boss, NULL);	//~ foreman: join

	int bricks = north.bricks + south.bricks;	//~ wall: read
	if (bricks != 500) {
		fprintf(stderr, "wrong: %d bricks instead of 500\n", bricks);
		return 1;
	}
	printf("the house has %d bricks\n", bricks);
	return 0;
}
