// SPDX-License-Identifier: MIT
/*
 * Stops itself: neither ended nor waiting.
 *
 * Nobody would let it go on.
 *
 * @level 1
 * @stdout done
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>

int
main(void)
{
	raise(SIGSTOP);
	puts("done");
	return 0;
}
