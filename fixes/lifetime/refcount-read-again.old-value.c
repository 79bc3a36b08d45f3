// SPDX-License-Identifier: MIT
/*
 * Reference count read again, fixed: the subtraction itself says whether it was the last.
 *
 * @how   Use the value that atomic_fetch_sub() returns and don't read the count again.
 * @why   The operation returns what it found, so that exactly one painter gets 1, and nobody
 *        touches the tile after having let go of it.
 * @cost  Nothing: it is one access less.
 * @false-alarm helgrind race(users): Helgrind doesn't take atomic operations for
 *        synchronisation, so nothing seems to order the other painter and the free
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

enum { PAINTERS = 2 };

struct tile {
	atomic_int users;
	int pixels;
};

static void
tile_release(struct tile *tile)
{
	if (atomic_fetch_sub(&tile->users, 1) == 1) {	//~ users: read, write
		free(tile);	//~ users: free
	}
}

static void *
paint(void *arg)
{
	struct tile *tile = arg;
	long pixels = tile->pixels;	//~ users: read

	tile_release(tile);
	return (void *)pixels;
}

int
main(void)
{
	struct tile *tile = malloc(sizeof *tile);
	pthread_t painters[PAINTERS];
	long painted = 0;

	atomic_init(&tile->users, PAINTERS);
	tile->pixels = 256;
	for (int i = 0; i < PAINTERS; i++) {
		pthread_create(&painters[i], NULL, paint, tile);
	}
	for (int i = 0; i < PAINTERS; i++) {
		void *pixels;

		pthread_join(painters[i], &pixels);
		painted += (long)pixels;
	}
	if (painted != 512) {
		fprintf(stderr, "wrong: %ld pixels painted\n", painted);
		return 1;
	}
	printf("%ld pixels painted\n", painted);
	return 0;
}
