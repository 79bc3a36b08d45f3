// SPDX-License-Identifier: MIT
/* Fails where a trylock finds the lock taken, a timed lock gives up, and a semaphore is empty. */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sem_t done, empty;

static void *
hold(void *unused)
{
	pthread_mutex_lock(&lock);
	sem_wait(&done);
	pthread_mutex_unlock(&lock);
	return unused;
}

int
main(void)
{
	struct timespec soon;
	pthread_t other;

	sem_init(&done, 0, 0);
	sem_init(&empty, 0, 0);
	pthread_create(&other, NULL, hold, NULL);
	clock_gettime(CLOCK_REALTIME, &soon);
	soon.tv_sec++;
	int busy = pthread_mutex_trylock(&lock);
	if (busy == 0) {
		pthread_mutex_unlock(&lock);
	}
	int late = pthread_mutex_timedlock(&lock, &soon);
	if (late == 0) {
		pthread_mutex_unlock(&lock);
	}
	int none = sem_trywait(&empty);
	sem_post(&done);
	pthread_join(other, NULL);
	assert(busy != EBUSY || late != ETIMEDOUT || none != -1);
	return 0;
}
