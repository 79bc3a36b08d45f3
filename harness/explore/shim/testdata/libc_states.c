// SPDX-License-Identifier: MIT
/* What libc keeps for all threads: which races (unless LOCKED), and which (RANDOM) merely depends on who comes first. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *
use(void *number)
{
	time_t t = *(int *)number;
	char text[] = "a b";

#ifdef LOCKED
	pthread_mutex_lock(&lock);
#endif
#ifdef RANDOM
	*(int *)number = rand();
#else
	setenv("NUMBER", t ? "1" : "2", 1);
	if (!getenv("NUMBER") || !localtime(&t) || !strtok(text, " ")) {
		abort();
	}
#endif
#ifdef LOCKED
	pthread_mutex_unlock(&lock);
#endif
	return NULL;
}

int
main(void)
{
	int a = 0, b = 1;
	pthread_t other;

	srand(1);
	pthread_create(&other, NULL, use, &a);
	use(&b);
	pthread_join(other, NULL);
	printf("%s\n", a < b ? "up" : "down");
	return 0;
}
