// SPDX-License-Identifier: MIT
/* Two threads add three times each to a counter that nothing protects. */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static int hits;

static void *
add(void *argument)
{
	(void)argument;
	for (int i = 0; i < 3; i++) {
		hits++;
	}
	return NULL;
}

int
main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, add, NULL);
	pthread_create(&b, NULL, add, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	assert(hits == 6);
	return 0;
}
