// SPDX-License-Identifier: MIT
/* Threads that join each other (MUTUAL), themselves (SELF), or what another detaches. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>

static pthread_t a, b;
static pthread_barrier_t made;
static int errors[2];

static void *
first(void *unused)
{
	pthread_barrier_wait(&made);
#if defined(MUTUAL)
	errors[0] = pthread_join(b, NULL);
#elif defined(SELF)
	errors[0] = pthread_join(pthread_self(), NULL);
#else
	errors[0] = pthread_detach(b);
#endif
	return unused;
}

static void *
second(void *unused)
{
	pthread_barrier_wait(&made);
#if defined(MUTUAL)
	errors[1] = pthread_join(a, NULL);
#endif
	return unused;
}

int
main(void)
{
	int error;

	pthread_barrier_init(&made, NULL, 3);
	pthread_create(&a, NULL, first, NULL);
	pthread_create(&b, NULL, second, NULL);
	pthread_barrier_wait(&made);
#if defined(MUTUAL)
	pthread_exit(NULL);
#endif
	error = pthread_join(b, NULL);
	pthread_join(a, NULL);
	printf("%s %s %s\n", error == EINVAL ? "refused" : error ? "?" : "joined",
		errors[0] == EDEADLK ? "deadlock" : errors[0] ? "late" : "-", errors[1] ? "?" : "-");
	return 0;
}
