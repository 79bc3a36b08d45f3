// SPDX-License-Identifier: MIT
/* main, alone again, counts up to what an atomic says: no state repeats, and nobody writes. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int used;
static char text[4000];

static void *
add(void *unused)
{
	atomic_fetch_add(&used, 2000);
	return unused;
}

int
main(void)
{
	pthread_t a, b;
	int zeros = 0;

	pthread_create(&a, NULL, add, NULL);
	pthread_create(&b, NULL, add, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	for (int i = 0; i < used; i++) {
		zeros += text[i] == 0;
	}
	printf("%d\n", zeros);
	return 0;
}
