// SPDX-License-Identifier: MIT
/* A block is used by the thread that freed it. */
#include <stdlib.h>

int
main(void)
{
	volatile int *job = malloc(sizeof *job);
	*job = 1;
	free((void *)job);
	return *job == 12345;
}
