// SPDX-License-Identifier: MIT
/* A signal handler changes errno and does not put it back. */
#include <errno.h>
#include <signal.h>
#include <unistd.h>

static void
handler(int sig)
{
	(void)sig;
	errno = EBADF;
}

int
main(void)
{
	signal(SIGALRM, handler);
	alarm(1);
	pause();
	usleep(1000);
	return 0;
}
