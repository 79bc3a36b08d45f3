// SPDX-License-Identifier: MIT
/*
 * Release and acquire: a plain variable changes hands without a lock.
 *
 * It looks wrong because `parcel` is an ordinary int, written by one thread and
 * read by another.  It is right because the courier rings with a release store
 * and the customer hears it with an acquire load: whoever reads the value that
 * was stored with release also sees everything written before that store.
 * The customer doesn't touch the parcel before it has heard the bell.
 *
 * @level   3
 * @cwe     366
 * @stdout  parcel 42 received
 * @false-alarm helgrind race(bell): Helgrind doesn't know C11 atomics and sees an
 *          ordinary write and an ordinary read
 * @false-alarm helgrind race(parcel): Helgrind doesn't take the release store and the
 *          acquire load for synchronisation
 * @false-alarm drd race(bell): DRD doesn't know C11 atomics and sees an ordinary write
 *          and an ordinary read
 * @false-alarm drd race(parcel): DRD doesn't take the release store and the acquire
 *          load for synchronisation
 * @hint    What must come before the release, and what after the acquire?
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

int parcel;
atomic_bool bell;

static void *
courier(void *arg)
{
	(void)arg;
	parcel = 42;	//~ parcel: write
	atomic_store_explicit(&bell, true, memory_order_release);	//~ bell: write
	return NULL;
}

int
main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, courier, NULL);
	do {
		sched_yield();
	} while (!atomic_load_explicit(&bell, memory_order_acquire));	//~ bell: read
	int received = parcel;	//~ parcel: read
	pthread_join(thread, NULL);

	if (received != 42) {
		fprintf(stderr, "wrong: received %d instead of parcel 42\n", received);
		return 1;
	}
	printf("parcel %d received\n", received);
	return 0;
}
