// SPDX-License-Identifier: MIT
/* A struct is assigned while another thread copies it: half of it may be new. */
#include <pthread.h>
#include <stdio.h>

struct point {
	long x, y, z;
};

static struct point here = {1, 1, 1};

static void *
move(void *unused)
{
	struct point there = {2, 2, 2};

	here = there;
	return unused;
}

int
main(void)
{
	struct point seen;
	pthread_t other;

	pthread_create(&other, NULL, move, NULL);
	seen = here;
	pthread_join(other, NULL);
	printf("%ld %ld %ld\n", seen.x, seen.y, seen.z);
	return 0;
}
