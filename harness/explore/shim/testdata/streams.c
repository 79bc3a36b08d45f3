// SPDX-License-Identifier: MIT
/* Lines, blocks and bytes go through streams over pipes and sockets, and what they announce is there. */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MUCH = 3 * 65536 };

static FILE *in, *out, *back_in, *back_out;
static int event, big[2];
static int announced;
static char much[MUCH];

static void *
answer(void *unused)
{
	char line[32], block[4], *text = NULL;
	size_t size = 0;
	eventfd_t count;

	assert(fgets(line, sizeof line, in) && strcmp(line, "first line\n") == 0);
	assert(announced == 1);
	assert(getline(&text, &size, in) == 7 && strcmp(text, "second\n") == 0);
	free(text);
	assert(fread(block, 1, 4, in) == 4 && memcmp(block, "four", 4) == 0);
	assert(fgetc(in) == '!' && getc(in) == '?');
	announced = 2;
	fputs("done\n", back_out);
	fflush(back_out);
	assert(eventfd_read(event, &count) == 0 && count == 3);
	for (size_t n = 0, k; n < MUCH; n += k) {
		k = (size_t)read(big[0], much, MUCH);
	}
	assert(fgets(line, sizeof line, in) == NULL);
	fclose(back_out);
	return unused;
}

int
main(void)
{
	static char zeros[MUCH];
	int ends[2], pair[2];
	pthread_t other;
	char line[32];
	fd_set set;

	assert(pipe(ends) == 0 && pipe(big) == 0 && socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
	in = fdopen(ends[0], "r");
	out = fdopen(ends[1], "w");
	back_in = fdopen(pair[0], "r");
	back_out = fdopen(pair[1], "w");
	event = eventfd(0, 0);
	pthread_create(&other, NULL, answer, NULL);
	announced = 1;
	fprintf(out, "%s line\nsecond\n", "first");
	fflush(out);
	fwrite("four", 2, 2, out);
	fputc('!', out);
	putc('?', out);
	fflush(out);
	FD_ZERO(&set);
	FD_SET(pair[0], &set);
	assert(pselect(pair[0] + 1, &set, NULL, NULL, NULL, NULL) == 1 && FD_ISSET(pair[0], &set));
	assert(fgets(line, sizeof line, back_in) && strcmp(line, "done\n") == 0);
	assert(announced == 2);
	eventfd_write(event, 3);
	assert(write(big[1], zeros, MUCH) == MUCH);
	fclose(out);
	assert(fgetc(back_in) == EOF);
	pthread_join(other, NULL);
	puts("all came");
	return 0;
}
