// SPDX-License-Identifier: MIT
/* Writes to a pipe whose reader may have gone: by a call or (STREAM) a stream, with (HANDLES) a handler for that. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static int ends[2];
static volatile sig_atomic_t gone;

static void
on_pipe(int number)
{
	gone = number;
}

static void *
leave(void *unused)
{
	close(ends[0]);
	return unused;
}

int
main(void)
{
	pthread_t reader;
	int n;

#ifdef HANDLES
	signal(SIGPIPE, on_pipe);
#endif
	if (pipe(ends) != 0) {
		return 1;
	}
	pthread_create(&reader, NULL, leave, NULL);
#ifdef STREAM
	FILE *out = fdopen(ends[1], "w");

	fputs("text", out);
	n = fflush(out);
#else
	n = write(ends[1], "text", 4) < 0;
#endif
	pthread_join(reader, NULL);
	printf("%s %s\n", n ? "failed" : "written", gone == SIGPIPE ? "and told" : "-");
	return 0;
}
