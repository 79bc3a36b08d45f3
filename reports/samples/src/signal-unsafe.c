// SPDX-License-Identifier: MIT
/* A signal handler calls malloc(). */
#include <signal.h>
#include <stdlib.h>

static void *volatile sink;

static void
handler(int sig)
{
	(void)sig;
	sink = malloc(16);
}

int
main(void)
{
	signal(SIGUSR1, handler);
	raise(SIGUSR1);
	return 0;
}
