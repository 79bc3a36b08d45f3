// SPDX-License-Identifier: MIT
/*
 * Wait on recursive, locked once: the function that waits is called with the lock held.
 *
 * @how   take_eggs() no longer locks; its caller has the kitchen
 * @why   The lock is taken once, and the wait gives all of it back.  It needn't be
 *        recursive now, and as a plain one it hangs at the first test if somebody nests it.
 * @cost  every caller must hold the lock, which only a comment says
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

pthread_mutex_t kitchen = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t delivered = PTHREAD_COND_INITIALIZER;
sem_t order;
int eggs, cakes;

/* Call it with the kitchen locked, once. */
static void
take_eggs(int wanted)
{
	if (eggs < wanted) {
		sem_post(&order);
	}
	while (eggs < wanted) {
		pthread_cond_wait(&delivered, &kitchen);
	}
	eggs -= wanted;
}

static void *
bake_cake(void *arg)
{
	pthread_mutex_lock(&kitchen);
	take_eggs(6);
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
