// SPDX-License-Identifier: MIT
/* Prints the same, of which more or less is flushed; the first byte is a NUL. */
#include <pthread.h>
#include <stdio.h>

static void *
flush(void *argument)
{
	fflush(stdout);
	return argument;
}

int
main(void)
{
	pthread_t t;

	putchar('\0');
	pthread_create(&t, NULL, flush, NULL);
	fputs("one two three", stdout);
	pthread_join(t, NULL);
	puts(" four");
	return 0;
}
