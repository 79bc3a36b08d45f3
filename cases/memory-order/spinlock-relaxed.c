// SPDX-License-Identifier: MIT
/*
 * Relaxed spinlock: it keeps threads out, but not their work in.
 *
 * Only one thread at a time gets past `atomic_flag_test_and_set`, so it looks as
 * if the balance were safe.  But a lock must do a second thing: what was
 * written before the unlock must be visible after the next lock.  With
 * `memory_order_relaxed` nobody promises that.  The addition may move out of the
 * locked region, and the next owner may start from an old balance.
 *
 * @level   3
 * @cwe     366 667
 * @stdout  every deposit is in the account
 * @expect  tsan      race(balance)
 * @expect  helgrind  race(balance)
 * @expect  drd       race(balance)
 * @false-alarm helgrind race(busy): Helgrind doesn't know C11 atomics and sees an
 *          ordinary write to the flag
 * @false-alarm drd race(busy): DRD doesn't know C11 atomics and sees an ordinary
 *          write to the flag
 * @misses  native: on x86 an atomic exchange orders everything around it and stores
 *          stay in order, so the missing promise is kept by the processor
 * @expect  explore   race(balance)
 * @hint    Which of the two jobs of a lock does this lock do, and which does it not?
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
	while (atomic_flag_test_and_set_explicit(&busy, memory_order_relaxed)) { //~ busy: lock
		sched_yield();
	}
}

static void
unlock(void)
{
	atomic_flag_clear_explicit(&busy, memory_order_relaxed);	//~ busy: unlock
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
