// SPDX-License-Identifier: MIT
/*
 * Seqlock: the second look at the version comes before the data it should vouch for.
 *
 * The price has two parts, so the shopkeeper makes the version odd while he changes
 * them and even again when he is done.  A customer notes the version, reads both
 * parts, looks at the version again, and pays only if it hasn't moved (else he asks).
 * That works if version and parts stay in order at four places, two on each side, and
 * three of them are taken care of.  The fourth isn't: nothing keeps the second look
 * behind the reading of the parts.  If it is done early, it finds the old version;
 * then the parts are read half-changed, and the price is 5.99.
 *
 * @level   4
 * @cwe     662
 * @stdout  paid a price that was on the label
 * @explore weak
 * @misses  tsan: every access is atomic, so there is no data race; what the version says
 *          of the price is the program's idea, which the tool doesn't know
 * @false-alarm helgrind race(version): Helgrind doesn't know C11 atomics and sees an
 *          ordinary write and an ordinary read
 * @false-alarm helgrind race(euros): Helgrind doesn't know C11 atomics and sees an
 *          ordinary write and an ordinary read
 * @false-alarm helgrind race(cents): Helgrind doesn't know C11 atomics and sees an
 *          ordinary write and an ordinary read
 * @false-alarm drd race(version): DRD doesn't know C11 atomics and sees an ordinary
 *          write and an ordinary read
 * @false-alarm drd race(euros): DRD doesn't know C11 atomics and sees an ordinary write
 *          and an ordinary read
 * @false-alarm drd race(cents): DRD doesn't know C11 atomics and sees an ordinary write
 *          and an ordinary read
 * @misses  native: x86 processors keep loads in the order of the program, and the compiler
 *          has no reason to move these
 * @expect  explore   wrong-result
 * @hint    An acquire load keeps what follows behind it.  What keeps something that precedes
 *          a load in front of it?
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
	int whole = atomic_load_explicit(&euros, memory_order_relaxed);	//~ euros: read
	int part = atomic_load_explicit(&cents, memory_order_relaxed);	//~ cents: read
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
