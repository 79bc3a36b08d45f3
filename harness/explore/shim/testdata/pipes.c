// SPDX-License-Identifier: MIT
/* Threads that talk through pipes, and wait with poll. */
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static int to[2], from[2];

static void *
serve(void *argument)
{
	char c;

	while (read(to[0], &c, 1) == 1) {
		c++;
		write(from[1], &c, 1);
	}
	close(from[1]);
	return argument;
}

int
main(void)
{
	struct pollfd wait;
	char c = 'a', d;
	pthread_t t;

	pipe(to);
	pipe(from);
	pthread_create(&t, NULL, serve, NULL);
	write(to[1], &c, 1);
	wait = (struct pollfd){.fd = from[0], .events = POLLIN};
	printf("%d ", poll(&wait, 1, -1));
	read(from[0], &c, 1);
	close(to[1]);
	printf("%c %zd\n", c, read(from[0], &d, 1));
	pthread_join(t, NULL);
	return 0;
}
