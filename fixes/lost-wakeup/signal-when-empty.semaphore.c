// SPDX-License-Identifier: MIT
/*
 * Signal when empty, semaphore: a semaphore counts the calls, and forgets none.
 *
 * @how   each call posts a semaphore, each driver waits for one post before he looks at
 *        the list
 * @why   A semaphore counts the posts, two in a row are two, and as many drivers get
 *        through as there are calls. The lock only keeps the list in order.
 * @cost  a driver can wait for a call and for nothing else: to send them home without
 *        one, somebody must post a call that isn't any
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { TAXIS = 2 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t all_here = PTHREAD_COND_INITIALIZER;
static sem_t calls;
static int list[TAXIS];			/* how far the guests want to go */
static int written, taken;
static int at_rank;
static int km_driven;

static void
call_taxi(int km)
{
	pthread_mutex_lock(&lock);
	list[written++] = km;
	pthread_mutex_unlock(&lock);
	sem_post(&calls);
}

static void *
drive(void *arg)
{
	pthread_mutex_lock(&lock);
	at_rank += 1;
	pthread_cond_signal(&all_here);
	pthread_mutex_unlock(&lock);
	sem_wait(&calls);
	pthread_mutex_lock(&lock);
	km_driven += list[taken++];
	pthread_mutex_unlock(&lock);
	return arg;
}

int
main(void)
{
	pthread_t taxis[TAXIS];

	sem_init(&calls, 0, 0);
	for (int i = 0; i < TAXIS; i++) {
		pthread_create(&taxis[i], NULL, drive, NULL);
	}
	pthread_mutex_lock(&lock);
	while (at_rank < TAXIS) {
		pthread_cond_wait(&all_here, &lock);
	}
	pthread_mutex_unlock(&lock);
	call_taxi(12);
	call_taxi(30);
	for (int i = 0; i < TAXIS; i++) {
		pthread_join(taxis[i], NULL);
	}
	if (km_driven != 42) {
		fprintf(stderr, "wrong: %d of 42 km driven\n", km_driven);
		return 1;
	}
	puts("every guest driven home");
	return 0;
}
