// SPDX-License-Identifier: MIT
/*
 * Interrupted wait, begun again: the handler is installed with SA_RESTART.
 *
 * @how     SA_RESTART: a sem_wait() that the handler interrupts is begun again by itself
 * @why     The signal is handled, and the caller doesn't learn of it: sem_wait() returns
 *          when it has taken something.
 * @cost    it helps with sem_wait(), read(), write(), accept() and their like, but not with
 *          poll(), select(), pause() and all that sleep (signal(7) has the list); and each
 *          handler of the program must have it, those of its libraries, too
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
		payment = n;
		sem_post(&handed_over);
		sem_wait(&done);
		kill(getpid(), SIGALRM);
	}
	return arg;
}

int
main(void)
{
	const long sum = ROUNDS * (ROUNDS + 1L) / 2;
	struct sigaction tick = { .sa_handler = on_tick, .sa_flags = SA_RESTART };
	pthread_t thread;
	long booked = 0;

	sem_init(&handed_over, 0, 0);
	sem_init(&done, 0, 0);
	sigaction(SIGALRM, &tick, NULL);
	pthread_create(&thread, NULL, teller, NULL);
	for (int n = 1; n <= ROUNDS; n++) {
		sem_wait(&handed_over);
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
