// SPDX-License-Identifier: MIT
/* Two threads ask and answer through one pair of buffers, which only functions of libc touch. */
#include <pthread.h>
#include <stdio.h>

static char request[32], reply[32];

static void *
ask(void *argument)
{
	int page = *(int *)argument, got = -1;

	snprintf(request, sizeof request, "GET /page/%d", page);
	sscanf(request, "GET /page/%d", &got);
	sprintf(reply, "page %d", got);
	sscanf(reply, "page %d", &got);
	*(int *)argument = got != page;
	return NULL;
}

int
main(void)
{
	int a = 1, b = 2;
	pthread_t other;

	pthread_create(&other, NULL, ask, &a);
	ask(&b);
	pthread_join(other, NULL);
	if (a || b) {
		fprintf(stderr, "wrong: %d pages\n", a + b);
	}
	return a || b;
}
