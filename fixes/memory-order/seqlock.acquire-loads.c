// SPDX-License-Identifier: MIT
/*
 * Seqlock, fixed: the parts are read with acquire.
 *
 * @how   Load `euros` and `cents` with acquire instead of relaxed.
 * @why   What follows an acquire load stays behind it, the second look too. And a part
 *        that was stored behind the release fence brings the odd version with it.
 * @cost  Nothing on x86; on ARM an acquire load for each part, so it gets dear with the
 *        size of the data.
 * @false-alarm helgrind race(version): Helgrind doesn't know C11 atomics and sees an
 *        ordinary write and an ordinary read
 * @false-alarm helgrind race(euros): Helgrind doesn't know C11 atomics and sees an
 *        ordinary write and an ordinary read
 * @false-alarm helgrind race(cents): Helgrind doesn't know C11 atomics and sees an
 *        ordinary write and an ordinary read
 * @false-alarm drd race(version): DRD doesn't know C11 atomics and sees an ordinary
 *        write and an ordinary read
 * @false-alarm drd race(euros): DRD doesn't know C11 atomics and sees an ordinary write
 *        and an ordinary read
 * @false-alarm drd race(cents): DRD doesn't know C11 atomics and sees an ordinary write
 *        and an ordinary read
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

atomic_uint version;
atomic_int euros = 4, cents = 99;

static void *
shopkeeper(void *arg)
{
	(void)arg;
	atomic_store_explicit(&version, 1, memory_order_relaxed);	//~ version: write
	atomic_thread_fence(memory_order_release);
	atomic_store_explicit(&euros, 5, memory_order_relaxed);	//~ euros: write
	atomic_store_explicit(&cents, 0, memory_order_relaxed);	//~ cents: write
	atomic_store_explicit(&version, 2, memory_order_release);	//~ version: write
	return NULL;
}

static bool
read_price(int *price)
{
	unsigned before = atomic_load_explicit(&version, memory_order_acquire);	//~ version: read
	int whole = atomic_load_explicit(&euros, memory_order_acquire);	//~ euros: read
	int part = atomic_load_explicit(&cents, memory_order_acquire);	//~ cents: read
	unsigned after = atomic_load_explicit(&version, memory_order_relaxed);	//~ version: read

	*price = 100 * whole + part;
	return before == after && before % 2 == 0;
}

int
main(void)
{
	pthread_t thread;
	int price;

	pthread_create(&thread, NULL, shopkeeper, NULL);
	bool sure = read_price(&price);
	pthread_join(thread, NULL);

	if (sure && price != 499 && price != 500) {
		fprintf(stderr, "wrong: paid %d cents, neither 499 nor 500\n", price);
		return 1;
	}
	puts("paid a price that was on the label");
	return 0;
}
