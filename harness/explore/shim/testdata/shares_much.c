// SPDX-License-Identifier: MIT
/* More words that two threads use than are kept apart. */
#include <pthread.h>
#include <stdio.h>

enum { WORDS = 40000 };

static long words[WORDS];

static void *
add(void *argument)
{
	for (int i = 0; i < WORDS; i++) {
		words[i] = i;
	}
	return argument;
}

int
main(void)
{
	pthread_t t;
	long sum = 0;

	pthread_create(&t, NULL, add, NULL);
	for (int i = 0; i < WORDS; i++) {
		sum += words[i];
	}
	pthread_join(t, NULL);
	puts(sum >= 0 ? "summed" : "overflow");
	return 0;
}
