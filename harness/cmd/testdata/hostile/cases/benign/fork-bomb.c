// SPDX-License-Identifier: MIT
/*
 * Fork bomb: more children than one program may have.
 *
 * Small enough for the machine: 300 forks, and each child ends by itself.
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
	for (int i = 0; i < 300; i++) {
		if (fork() == 0) {
			alarm(20);
			pause();
			_exit(0);
		}
	}
	pause();
	puts("done");
	return 0;
}
