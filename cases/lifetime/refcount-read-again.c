// SPDX-License-Identifier: MIT
/*
 * Reference count read again: two painters let go of a tile, and each believes it is the last.
 *
 * The count is atomic, so no subtraction is lost.  But tile_release() asks twice:
 * it subtracts, and then it reads the count again.  In between the other painter
 * may subtract too, and now both read 0 and both free the tile.  Or the other one has
 * read 0 and freed it already: then the second look is at memory that is gone.
 *
 * @level   2
 * @cwe     415 416
 * @origin  Apache httpd bug 21287: the reference count of mod_mem_cache's objects, decremented
 *          atomically and then read again
 * @stdout  512 pixels painted
 * @expect  tsan      use-after-free(users) may
 * @expect  tsan      race(users) may
 * @expect  helgrind  race(users)
 * @misses  drd: by default free is no access to DRD, and all else here is atomic or only read
 * @expect  native    crash may
 * @expect  explore   use-after-free(users)
 * @expect  explore   crash
 * @hint    The count is atomic.  Is the question "was that the last one?" atomic, too?
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
	tile->users -= 1;	//~ users: write
	if (tile->users == 0) {	//~ users: read
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
