// SPDX-License-Identifier: MIT
/* Waits for a flag with acquire loads, and for a spin lock by exchanges: right, under weak memory too. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int ready, taken;
static int letter, counter;

static void
add(void)
{
	while (atomic_exchange_explicit(&taken, 1, memory_order_acquire)) {
	}
	counter++;
	atomic_store_explicit(&taken, 0, memory_order_release);
}

static void *
writes(void *unused)
{
	letter = 42;
	atomic_store_explicit(&ready, 1, memory_order_release);
	add();
	return unused;
}

int
main(void)
{
	pthread_t t;

	pthread_create(&t, NULL, writes, NULL);
	while (!atomic_load_explicit(&ready, memory_order_acquire)) {
	}
	add();
	pthread_join(t, NULL);
	printf("%d %d\n", letter, counter);
	return 0;
}
