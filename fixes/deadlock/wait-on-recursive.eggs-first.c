// SPDX-License-Identifier: MIT
/*
 * Wait on recursive, eggs first: whatever may wait is done before the lock is taken.
 *
 * @how   bake_cake() takes the eggs before it locks the kitchen
 * @why   When take_eggs() waits, it has locked the kitchen itself, and once.
 * @cost  eggs and cake are no longer one step: the eggs are gone before the cake is there
 */
#define _GNU_SOURCE		/* for the recursive initialiser */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

pthread_mutex_t kitchen = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
pthread_cond_t delivered = PTHREAD_COND_INITIALIZER;
sem_t order;
int eggs, cakes;

static void
take_eggs(int wanted)
{
	pthread_mutex_lock(&kitchen);
	if (eggs < wanted) {
		sem_post(&order);
	}
	while (eggs < wanted) {
		pthread_cond_wait(&delivered, &kitchen);
	}
	eggs -= wanted;
	pthread_mutex_unlock(&kitchen);
}

static void *
bake_cake(void *arg)
{
	take_eggs(6);
	pthread_mutex_lock(&kitchen);
	cakes += 1;
	pthread_mutex_unlock(&kitchen);
	return arg;
}

static void *
deliver(void *arg)
{
	sem_wait(&order);
	pthread_mutex_lock(&kitchen);
	eggs += 6;
	pthread_cond_signal(&delivered);
	pthread_mutex_unlock(&kitchen);
	return arg;
}

int
main(void)
{
	pthread_t baker, farmer;

	sem_init(&order, 0, 0);
	pthread_create(&baker, NULL, bake_cake, NULL);
	pthread_create(&farmer, NULL, deliver, NULL);
	pthread_join(baker, NULL);
	pthread_join(farmer, NULL);
	printf("%d cake, %d eggs left\n", cakes, eggs);
	return 0;
}
