// SPDX-License-Identifier: MIT
/*
 * Interrupted wait, in another thread: the signal is blocked, and one thread takes it.
 *
 * @how     SIGALRM is blocked before the first thread is created, and so in all of them;
 *          a thread of its own takes it by sigwait(), and there is no handler any more
 * @why     A signal that is blocked interrupts nothing: the waits of the other threads end
 *          only when there is a payment.
 * @cost    one thread more, which must also be ended (here by one last tick); and the
 *          signal must be blocked before any library starts a thread
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

long payment;
static sem_t handed_over, done;
static atomic_int seconds;
static atomic_bool closed;

static void *
count_seconds(void *tick)
{
	int number;

	while (sigwait(tick, &number) == 0 && !closed) {
		seconds++;
	}
	return NULL;
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
	pthread_t thread, counter;
	sigset_t tick;
	long booked = 0;

	sem_init(&handed_over, 0, 0);
	sem_init(&done, 0, 0);
	sigemptyset(&tick);
	sigaddset(&tick, SIGALRM);
	pthread_sigmask(SIG_BLOCK, &tick, NULL);
	pthread_create(&counter, NULL, count_seconds, &tick);
	pthread_create(&thread, NULL, teller, NULL);
	for (int n = 1; n <= ROUNDS; n++) {
		sem_wait(&handed_over);
		booked += payment;
		sem_post(&done);
	}
	pthread_join(thread, NULL);
	closed = true;
	kill(getpid(), SIGALRM);
	pthread_join(counter, NULL);
	if (booked != sum) {
		fprintf(stderr, "wrong: %ld booked, not %ld\n", booked, sum);
		return 1;
	}
	puts("every payment booked once");
	return 0;
}
