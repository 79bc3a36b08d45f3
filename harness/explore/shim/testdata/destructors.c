// SPDX-License-Identifier: MIT
/* The handler at exit joins the thread, the destructor prints what it did. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static pthread_t thread;
static int done;

static void *
works(void *unused)
{
	done = 1;
	return unused;
}

static void
joins(void)
{
	pthread_join(thread, NULL);
}

__attribute__((destructor)) static void
says(void)
{
	printf("done %d\n", done);
}

int
main(void)
{
	atexit(joins);
	pthread_create(&thread, NULL, works, NULL);
	return 0;
}
