// SPDX-License-Identifier: MIT
/*
 * Relaxed spinlock, fixed: acquire when locking, release when unlocking.
 *
 * @how   Test-and-set with acquire, clear with release.
 * @why   Acquire keeps what follows from moving before the lock, release keeps what
 *        precedes from moving past the unlock, and the pair makes the last owner's work
 *        visible to the next one.
 * @cost  Nothing on x86; a little on ARM.  It is still a spinlock: a waiting
 *        thread burns processor time, and much of it if the owner is not running.
 * @false-alarm helgrind race(busy): Helgrind doesn't know C11 atomics and sees an
 *        ordinary write to the flag
 * @false-alarm helgrind race(balance): Helgrind doesn't take the home-made lock for a
 *        lock
 * @false-alarm drd race(busy): DRD doesn't know C11 atomics and sees an ordinary write to
 *        the flag
 * @false-alarm drd race(balance): DRD doesn't take the home-made lock for a lock
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

atomic_flag busy = ATOMIC_FLAG_INIT;
long balance;

static void
lock(void)
{
	while (atomic_flag_test_and_set_explicit(&busy, memory_order_acquire)) { //~ busy: lock
		sched_yield();
	}
}

static void
unlock(void)
{
	atomic_flag_clear_explicit(&busy, memory_order_release);	//~ busy: unlock
}

static void *
depositor(void *arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		lock();
		balance += 1;	//~ balance: read, write
		unlock();
	}
	return NULL;
}

int
main(void)
{
	pthread_t mother, father;

	pthread_create(&mother, NULL, depositor, NULL);
	pthread_create(&father, NULL, depositor, NULL);
	pthread_join(mother, NULL);
	pthread_join(father, NULL);

	if (balance != 2L * ROUNDS) {
		fprintf(stderr, "wrong: %ld of %ld deposits\n", balance, 2L * ROUNDS);
		return 1;
	}
	puts("every deposit is in the account");
	return 0;
}
