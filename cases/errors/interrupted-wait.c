// SPDX-License-Identifier: MIT
/*
 * Interrupted wait: a signal ends sem_wait(), and a payment is booked that isn't there.
 *
 * The clerk waits until the teller has handed over a payment, books it, and says so.  But
 * sem_wait() comes back for another reason, too: when a signal handler has run meanwhile,
 * it returns -1 with EINTR, and has taken nothing.  The clerk doesn't look, and books what
 * lies there: the last payment once more, while the teller may be writing the next.  From
 * then on the two are out of step, and other payments are never booked.  The handler here
 * only counts the seconds.  It may come from a library; it can be any handler at all.
 * (Here the teller plays the clock, and lets it tick when the clerk is about to wait.)
 *
 * @level   2
 * @cwe     252
 * @origin  SDL 1.2 issue 151: sem_wait() and EINTR
 * @stdout  every payment booked once
 * @expect  tsan      race(payment)
 * @expect  helgrind  api-error(interrupted)
 * @expect  helgrind  race(payment)
 * @expect  drd       race(payment)
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @expect  explore   race(payment)
 * @hint    What does sem_wait() return after a tick, and who holds the payment then?
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

long payment;
static sem_t handed_over, done;
static atomic_int seconds;

static void
on_tick(int number)
{
	(void)number;
	seconds++;
}

static void *
teller(void *arg)
{
	for (long n = 1; n <= ROUNDS; n++) {
		payment = n;			//~ payment: write
		sem_post(&handed_over);
		sem_wait(&done);		//~ interrupted: wait
		kill(getpid(), SIGALRM);	//~ tick: signal
	}
	return arg;
}

int
main(void)
{
	const long sum = ROUNDS * (ROUNDS + 1L) / 2;
	struct sigaction tick = { .sa_handler = on_tick };
	pthread_t thread;
	long booked = 0;

	sem_init(&handed_over, 0, 0);
	sem_init(&done, 0, 0);
	sigaction(SIGALRM, &tick, NULL);
	pthread_create(&thread, NULL, teller, NULL);
	for (int n = 1; n <= ROUNDS; n++) {
		sem_wait(&handed_over);		//~ interrupted: wait
		booked += payment;		//~ payment: read
		sem_post(&done);
	}
	pthread_join(thread, NULL);
	if (booked != sum) {
		fprintf(stderr, "wrong: %ld booked, not %ld\n", booked, sum);
		return 1;
	}
	puts("every payment booked once");
	return 0;
}
