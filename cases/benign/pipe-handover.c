// SPDX-License-Identifier: MIT
/*
 * Pipe handover: a byte through a pipe, and the tides that it announces are in memory.
 *
 * It looks wrong because one thread writes the tides and the other one reads them,
 * with no lock, no atomic and no join in between.  It is right because of the pipe.
 * The reader's `read` can't return before the writer's `write` has put the byte there,
 * and the kernel's own locks make sure that what was in memory before the write is
 * seen after the read.  (POSIX doesn't count the two among the calls that synchronise
 * memory; the kernel does it all the same.)  Programs that wait in `poll` for files and
 * for their own threads at once do it in this way.
 *
 * @level   3
 * @cwe     366
 * @stdout  the tide went down by 309
 * @false-alarm helgrind race(tide): Helgrind doesn't take a pipe for synchronisation
 * @false-alarm drd race(tide): DRD doesn't take a pipe for synchronisation
 * @hint    What has to happen before the call of `read` can return?
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

struct tides {
	int high;
	int low;
};

struct tides today;
int ready[2];

static void *
gauge(void *arg)
{
	today.high = 412;	//~ tide: write
	today.low = 103;	//~ tide: write
	if (write(ready[1], "!", 1) != 1) {	//~ ready: signal
		perror("write");
	}
	return arg;
}

int
main(void)
{
	pthread_t thread;
	char byte;

	if (pipe(ready) != 0) {
		perror("pipe");
		return 2;
	}
	pthread_create(&thread, NULL, gauge, NULL);
	if (read(ready[0], &byte, 1) != 1) {	//~ ready: wait
		perror("read");
	}
	int range = today.high - today.low;	//~ tide: read
	pthread_join(thread, NULL);

	if (range != 309) {
		fprintf(stderr, "wrong: the tide went down by %d, not 309\n", range);
		return 1;
	}
	printf("the tide went down by %d\n", range);
	return 0;
}
