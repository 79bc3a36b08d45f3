// SPDX-License-Identifier: MIT
/*
 * Wait on recursive: the wait unlocks a lock once that has been locked twice.
 *
 * bake_cake() needs eggs, locks the kitchen and calls take_eggs(), which locks it again:
 * the lock is recursive, so that is allowed.  There are no eggs, so take_eggs() waits on
 * a condition.  pthread_cond_wait() gives the lock back, once; bake_cake() still has it,
 * and the farmer who brings the eggs stays outside.  As long as eggs are there when they
 * are needed, nobody waits and nothing is wrong.
 *
 * @level   3
 * @cwe     833
 * @stdout  1 cake, 0 eggs left
 * @misses  tsan: a wait with a lock that was taken twice is no race and no lock cycle
 * @expect  helgrind  lock-held(eggs)
 * @expect  drd       relock(eggs, kitchen)
 * @expect  native    hang
 * @expect  explore   stuck(eggs, kitchen, farmer)
 * @hint    How often is the kitchen locked when the wait begins?
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
	pthread_mutex_lock(&kitchen);		//~ again: lock
	if (eggs < wanted) {
		sem_post(&order);
	}
	while (eggs < wanted) {
		pthread_cond_wait(&delivered, &kitchen);	//~ eggs: wait
	}
	eggs -= wanted;
	pthread_mutex_unlock(&kitchen);
}

static void *
bake_cake(void *arg)
{
	pthread_mutex_lock(&kitchen);		//~ kitchen: lock
	take_eggs(6);
	cakes += 1;
	pthread_mutex_unlock(&kitchen);
	return arg;
}

static void *
deliver(void *arg)
{
	sem_wait(&order);
	pthread_mutex_lock(&kitchen);		//~ farmer: lock
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
