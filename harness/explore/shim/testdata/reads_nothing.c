// SPDX-License-Identifier: MIT
/* A thread waits for input that never comes: from a thread, by a call that is not modelled (SCANF), from elsewhere (LISTENS). */
#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static int ends[2];

static void *
wait(void *unused)
{
	char line[16];
	int n;

#if defined(SCANF)
	FILE *f = fdopen(ends[0], "r");

	if (fscanf(f, "%d", &n) == 1) {
		puts("read");
	}
#elif defined(LISTENS)
	struct sockaddr_in any = {.sin_family = AF_INET};
	int s = socket(AF_INET, SOCK_STREAM, 0);

	bind(s, (struct sockaddr *)&any, sizeof any);
	listen(s, 1);
	accept(s, NULL, NULL);
#else
	if (fgets(line, sizeof line, fdopen(ends[0], "r"))) {
		puts(line);
	}
#endif
	(void)line;
	(void)n;
	return unused;
}

int
main(void)
{
	pthread_t other;

	if (pipe(ends) != 0) {
		return 1;
	}
	pthread_create(&other, NULL, wait, NULL);
	pthread_join(other, NULL);
	return 0;
}
