// SPDX-License-Identifier: MIT
/*
 * Signal after unlock: the condition is signalled by a thread that doesn't hold the lock.
 *
 * It looks wrong because the signal comes after the unlock, and a signal that nobody
 * waits for is lost.  It is right because the waiter asks for the parcel and begins to
 * wait without letting go of the lock in between.  Either it has the lock first, and
 * is waiting when the signal comes; or the courier has it first, and the waiter sees
 * the parcel and does not wait.  The change has to be under the lock; the signal may
 * follow it, and then the waiter doesn't wake only to wait for the lock.  (A waiter that
 * destroys the bell once it has the parcel needs the signal to be under the lock.)
 *
 * @level   2
 * @cwe     820
 * @stdout  the parcel has arrived
 * @false-alarm helgrind condvar-misuse(rung): Helgrind suspects that a signal without the
 *          lock may come too early; it doesn't know that the change was made under the lock
 * @false-alarm drd condvar-misuse(rung): DRD suspects that a signal without the lock may
 *          come too early; it doesn't know that the change was made under the lock
 * @hint    Can the parcel arrive between the look of the waiter and its sleep?
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t bell = PTHREAD_COND_INITIALIZER;
bool parcel;

static void *
courier(void *arg)
{
	pthread_mutex_lock(&lock);
	parcel = true;	//~ parcel: write
	pthread_mutex_unlock(&lock);
	pthread_cond_signal(&bell);	//~ rung: signal
	return arg;
}

static void *
resident(void *arg)
{
	bool *received = arg;

	pthread_mutex_lock(&lock);
	while (!parcel) {	//~ parcel: read
		pthread_cond_wait(&bell, &lock);	//~ bell: wait
	}
	*received = parcel;
	pthread_mutex_unlock(&lock);
	return NULL;
}

int
main(void)
{
	pthread_t threads[2];
	bool received = false;

	pthread_create(&threads[0], NULL, resident, &received);
	pthread_create(&threads[1], NULL, courier, NULL);
	pthread_join(threads[0], NULL);
	pthread_join(threads[1], NULL);

	if (!received) {
		fprintf(stderr, "wrong: 0 of 1 parcels received\n");
		return 1;
	}
	puts("the parcel has arrived");
	return 0;
}
