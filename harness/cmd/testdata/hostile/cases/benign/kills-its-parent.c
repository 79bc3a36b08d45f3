// SPDX-License-Identifier: MIT
/*
 * Kills its parent: who watches it is gone.
 *
 * Nothing is known of how it ended.
 *
 * @level 1
 * @stdout done
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int
main(void)
{
	pid_t parent = getppid();

	if (parent > 1) {
		kill(parent, SIGKILL);
	}
	alarm(20);
	pause();
	puts("done");
	return 0;
}
