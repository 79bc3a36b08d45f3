// SPDX-License-Identifier: MIT
/* A flag is set after a value, and nothing keeps the two in order: C11 lets the old value be read with the new flag. */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static atomic_int value, flag;

static void *
publish(void *unused)
{
	atomic_store_explicit(&value, 1, memory_order_relaxed);
	atomic_store_explicit(&flag, 1, memory_order_relaxed);
	return unused;
}

int
main(void)
{
	pthread_t other;

	pthread_create(&other, NULL, publish, NULL);
	if (atomic_load_explicit(&flag, memory_order_relaxed)) {
		assert(atomic_load_explicit(&value, memory_order_relaxed));
	}
	pthread_join(other, NULL);
	return 0;
}
