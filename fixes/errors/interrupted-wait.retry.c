// SPDX-License-Identifier: MIT
/*
 * Interrupted wait, retried: who was only interrupted goes back to waiting.
 *
 * @how     wait_for() calls sem_wait() again for as long as it fails with EINTR, and both
 *          threads wait by it
 * @why     When it has failed, sem_wait() has taken nothing, so calling it again loses
 *          nothing.  When wait_for() returns, there is a payment.
 * @cost    every wait must be written like this; whoever wants a signal to end a wait has
 *          to look at a flag in the loop
 * @false-alarm helgrind api-error(interrupted) may: it reports every call that fails, whether
 *          or not the program looks at the result
 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
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

static void
wait_for(sem_t *semaphore)
{
	while (sem_wait(semaphore) < 0 && errno == EINTR) {	//~ interrupted: wait
	}
}

static void *
teller(void *arg)
{
	for (long n = 1; n <= ROUNDS; n++) {
		payment = n;
		sem_post(&handed_over);
		wait_for(&done);
		kill(getpid(), SIGALRM);
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
		wait_for(&handed_over);
		booked += payment;
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
