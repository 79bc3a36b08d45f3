// SPDX-License-Identifier: MIT
/* A block that one thread reads and main frees, which has waited for another thread only. */
#include <pthread.h>
#include <stdlib.h>

static void *
idle(void *unused)
{
	return unused;
}

static void *
reads(void *block)
{
	int *n = block;

	return n[0] + n[1] == 3 ? NULL : block;
}

int
main(void)
{
	pthread_t first, second;
	int *block = malloc(2 * sizeof *block);

	block[0] = 1;
	block[1] = 2;
	pthread_create(&first, NULL, idle, NULL);
	pthread_create(&second, NULL, reads, block);
	pthread_join(first, NULL);
	free(block);
	pthread_join(second, NULL);
	return 0;
}
