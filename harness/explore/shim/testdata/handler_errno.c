// SPDX-License-Identifier: MIT
/* What a handler leaves in errno is what the code finds that it interrupted. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

static atomic_int tries;

static void
handler(int signal)
{
	(void)signal;
	close(-1);
}

static void *
sends(void *to)
{
	pthread_kill(*(pthread_t *)to, SIGUSR1);
	return NULL;
}

int
main(void)
{
	struct sigaction action = {.sa_handler = handler};
	pthread_t self = pthread_self(), t;

	sigaction(SIGUSR1, &action, NULL);
	pthread_create(&t, NULL, sends, &self);
	if (open("/no/such/file", O_RDONLY) < 0) {
		tries++;
		puts(errno == ENOENT ? "kept" : errno == EBADF ? "spoiled" : "?");
	}
	pthread_join(t, NULL);
	return 0;
}
