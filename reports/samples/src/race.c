// SPDX-License-Identifier: MIT
/* Two threads add to one global counter; only one of them takes the lock. */
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

int hits;
static atomic_int turn;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *
locked(void *arg)
{
	pthread_mutex_lock(&lock);
	hits += 1;
	pthread_mutex_unlock(&lock);
	atomic_store_explicit(&turn, 1, memory_order_relaxed);
	usleep(50 * 1000); /* still there when the other one begins */
	return arg;
}

static void *
unlocked(void *arg)
{
	while (!atomic_load_explicit(&turn, memory_order_relaxed)) {
	}
	hits += 1;
	return arg;
}

int
main(void)
{
	pthread_t a, b;
	pthread_create(&a, NULL, locked, NULL);
	pthread_create(&b, NULL, unlocked, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return hits != 2;
}
