// SPDX-License-Identifier: MIT
/*
 * Nested monitor: the wait gives back the inner lock, and the outer one stays locked.
 *
 * The shelf holds one loaf and has a lock and a condition of its own: bake and buy wait
 * there for room and for bread.  The shop has a lock too, for its accounts, and both
 * ways to the shelf lead through it.  pthread_cond_wait() gives back the one lock that
 * it is told, the shelf's.  Whoever waits at the shelf keeps the shop closed behind him,
 * and the one he waits for stands outside.
 *
 * @level   3
 * @cwe     833
 * @stdout  3 loaves baked, 3 bought
 * @misses  tsan: both threads lock shop before shelf, and a condition is no lock to it
 * @expect  helgrind  lock-held(room, bread)
 * @misses  drd: waiting is no error
 * @expect  native    hang
 * @expect  explore   stuck(room, bread, shop)
 * @hint    Which locks does a thread hold while it is inside pthread_cond_wait()?
 */
#include <pthread.h>
#include <stdio.h>

enum { DAYS = 3 };

pthread_mutex_t shop_lock = PTHREAD_MUTEX_INITIALIZER;
int baked, bought;

pthread_mutex_t shelf_lock = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t shelf_changed = PTHREAD_COND_INITIALIZER;
int loaves;

static void
put_loaf(void)
{
	pthread_mutex_lock(&shelf_lock);
	while (loaves == 1) {
		pthread_cond_wait(&shelf_changed, &shelf_lock);	//~ room: wait
	}
	loaves += 1;
	pthread_cond_signal(&shelf_changed);
	pthread_mutex_unlock(&shelf_lock);
}

static void
take_loaf(void)
{
	pthread_mutex_lock(&shelf_lock);
	while (loaves == 0) {
		pthread_cond_wait(&shelf_changed, &shelf_lock);	//~ bread: wait
	}
	loaves -= 1;
	pthread_cond_signal(&shelf_changed);
	pthread_mutex_unlock(&shelf_lock);
}

static void *
bake(void *arg)
{
	for (int day = 0; day < DAYS; day++) {
		pthread_mutex_lock(&shop_lock);		//~ shop: lock
		baked += 1;
		put_loaf();
		pthread_mutex_unlock(&shop_lock);
	}
	return arg;
}

int
main(void)
{
	pthread_t baker;

	pthread_create(&baker, NULL, bake, NULL);
	for (int day = 0; day < DAYS; day++) {
		pthread_mutex_lock(&shop_lock);		//~ shop: lock
		take_loaf();
		bought += 1;
		pthread_mutex_unlock(&shop_lock);
	}
	pthread_join(baker, NULL);
	printf("%d loaves baked, %d bought\n", baked, bought);
	return 0;
}
