// SPDX-License-Identifier: MIT
/* Waits until a time that is over: they may end at once, though somebody is about to bring what is waited for. */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <time.h>

static sem_t item;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
static int full;

static void *
brings(void *arg)
{
	sem_post(&item);
	pthread_mutex_lock(&lock);
	full = 1;
	pthread_cond_signal(&filled);
	pthread_mutex_unlock(&lock);
	return arg;
}

int
main(void)
{
	struct timespec over;
	pthread_t t;
	int late;

	sem_init(&item, 0, 0);
	clock_gettime(CLOCK_MONOTONIC, &over); /* long ago for who counts in CLOCK_REALTIME */
	pthread_create(&t, NULL, brings, NULL);
	late = sem_timedwait(&item, &over) < 0 && errno == ETIMEDOUT;
	printf("%d ", late);
	pthread_mutex_lock(&lock);
	late = 0;
	while (!full && !late) {
		late = pthread_cond_timedwait(&filled, &lock, &over) == ETIMEDOUT;
	}
	pthread_mutex_unlock(&lock);
	pthread_join(t, NULL);
	printf("%d\n", late);
	return 0;
}
