// SPDX-License-Identifier: MIT
/* Bytes that begin like another schedule's, after a NUL differ, and come before stdout is closed. */
#include <pthread.h>
#include <unistd.h>

static char text[] = "ab\0cd\0?\n";

static void *
change(void *argument)
{
	text[6] = '!';
	return argument;
}

int
main(void)
{
	pthread_t t;

	pthread_create(&t, NULL, change, NULL);
	write(1, text, sizeof text - 1);
	close(1);
	pthread_join(t, NULL);
	return 0;
}
