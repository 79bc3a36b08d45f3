// SPDX-License-Identifier: MIT
/*
 * One condition variable, two mutexes: baker and dairy wait on it, each with a lock of his own.
 *
 * There is one van, so there is one condition variable; each of the two shelves has its own
 * lock.  Every wait has its mutex, its loop and its condition, and every signal is sent
 * under the right lock.  Yet as long as one thread waits with one mutex, nobody may wait
 * with another one: POSIX leaves undefined what happens.  glibc doesn't care.  But a
 * condition variable may remember its mutex, or hand its waiters over to the mutex that it
 * knows, and then a waiter wakes up with the wrong lock.
 *
 * @level   3
 * @cwe     667
 * @stdout  20 loaves, 12 bottles
 * @misses  tsan: ThreadSanitizer doesn't remember with which mutex a condition variable is used
 * @expect  helgrind  condvar-misuse(delivered)
 * @expect  drd       condvar-misuse(delivered)
 * @misses  native: glibc's condition variable works with any number of mutexes
 * @expect  explore   condvar-misuse(delivered)
 * @hint    Which mutex does `delivered` belong to?
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

struct shelf {
	pthread_mutex_t lock;
	int pieces;
	int sold;
};

struct shelf bread = { .lock = PTHREAD_MUTEX_INITIALIZER };
struct shelf milk = { .lock = PTHREAD_MUTEX_INITIALIZER };
pthread_cond_t delivered = PTHREAD_COND_INITIALIZER;
sem_t ready;

static void *
sell(void *arg)
{
	struct shelf *shelf = arg;

	pthread_mutex_lock(&shelf->lock);
	sem_post(&ready);
	while (shelf->pieces == 0) {
		pthread_cond_wait(&delivered, &shelf->lock);	//~ delivered: wait
	}
	shelf->sold += shelf->pieces;
	pthread_mutex_unlock(&shelf->lock);
	return NULL;
}

static void
deliver(struct shelf *shelf, int pieces)
{
	pthread_mutex_lock(&shelf->lock);
	shelf->pieces = pieces;
	pthread_cond_broadcast(&delivered);	//~ delivered: signal
	pthread_mutex_unlock(&shelf->lock);
}

int
main(void)
{
	pthread_t baker, dairy;

	sem_init(&ready, 0, 0);
	pthread_create(&baker, NULL, sell, &bread);
	pthread_create(&dairy, NULL, sell, &milk);
	sem_wait(&ready);
	sem_wait(&ready);
	deliver(&bread, 20);
	deliver(&milk, 12);
	pthread_join(baker, NULL);
	pthread_join(dairy, NULL);
	if (bread.sold != 20 || milk.sold != 12) {
		fprintf(stderr, "wrong: %d loaves, %d bottles\n", bread.sold, milk.sold);
		return 1;
	}
	printf("%d loaves, %d bottles\n", bread.sold, milk.sold);
	return 0;
}
