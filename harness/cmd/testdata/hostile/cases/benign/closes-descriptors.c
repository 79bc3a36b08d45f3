// SPDX-License-Identifier: MIT
/*
 * Closes descriptors: all of them, then goes on for a while.
 *
 * Its output has ended long before it has.
 *
 * @level 1
 * @stdout done
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <unistd.h>

int
main(void)
{
	puts("done");
	fflush(stdout);
	for (int fd = 0; fd < 1024; fd++) {
		close(fd);
	}
	usleep(20000);
	return 0;
}
