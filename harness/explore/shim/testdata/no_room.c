// SPDX-License-Identifier: MIT
/* Threads that ask for more addresses than there are: pthread_create() says no, and again yes once one has gone. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>

static void *
nothing(void *arg)
{
	return arg;
}

int
main(void)
{
	pthread_attr_t large, huge, own;
	static char stack[1 << 18] __attribute__((aligned(4096)));
	pthread_t t;
	int second;

	pthread_attr_init(&large);
	pthread_attr_setguardsize(&large, (size_t)1 << 46);
	pthread_attr_init(&huge);
	pthread_attr_setstacksize(&huge, (size_t)1 << 50);
	pthread_attr_init(&own);
	pthread_attr_setstack(&own, stack, sizeof stack);
	if (pthread_create(&t, &large, nothing, NULL)) {
		puts("not one");
	}
	second = pthread_create(&t, &large, nothing, NULL);
	pthread_join(t, NULL);
	printf("%d %d ", second == EAGAIN, pthread_create(&t, &large, nothing, NULL));
	pthread_join(t, NULL);
	printf("%d ", pthread_create(&t, &huge, nothing, NULL) == EAGAIN);
	printf("%d\n", pthread_create(&t, &own, nothing, NULL));
	pthread_join(t, NULL);
	return 0;
}
