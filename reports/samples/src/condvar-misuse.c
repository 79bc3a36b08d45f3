// SPDX-License-Identifier: MIT
/* One condition variable waited on with two mutexes; a signal without the lock; a wait without it. */
#include <pthread.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t one, two;
static pthread_cond_t ready = PTHREAD_COND_INITIALIZER;

static void *
waiter(void *lock)
{
	struct timespec end;
	clock_gettime(CLOCK_REALTIME, &end);
	end.tv_sec += 2;
	pthread_mutex_lock(lock);
	pthread_cond_timedwait(&ready, lock, &end);
	pthread_mutex_unlock(lock);
	return NULL;
}

int
main(void)
{
	pthread_t a, b;
	pthread_mutex_init(&one, NULL);
	pthread_mutex_init(&two, NULL);
	pthread_create(&a, NULL, waiter, &one);
	usleep(500 * 1000);
	pthread_create(&b, NULL, waiter, &two);
	usleep(500 * 1000);
	pthread_cond_signal(&ready);
	pthread_cond_broadcast(&ready);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return 0;
}
