// SPDX-License-Identifier: MIT
/*
 * For scripts/bench: two threads read and write memory of their own.  With ALONE there is one thread besides main, and the
 * word is shared with main: every access is a step, and none a choice.
 */
#include <pthread.h>

#define FOUR(x)    x x x x
#define SIXTEEN(x) FOUR(FOUR(x))

static volatile int word, words[2][16];

static void *
own(void *argument)
{
	volatile int *mine = argument;

	for (int i = 0; i < ROUNDS; i++) {
		SIXTEEN((*mine)++;)
	}
	return argument;
}

static void *
shared(void *argument)
{
	for (int i = 0; i < ROUNDS; i++) {
		SIXTEEN(word++;)
	}
	return argument;
}

int
main(void)
{
	pthread_t a, b;

#ifdef ALONE
	pthread_create(&a, NULL, shared, NULL);
	word = 1;
	pthread_join(a, NULL);
	(void)own;
	(void)b;
	(void)words;
#else
	(void)shared;
	pthread_create(&a, NULL, own, (void *)words[0]);
	pthread_create(&b, NULL, own, (void *)words[1]);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
#endif
	return 0;
}
