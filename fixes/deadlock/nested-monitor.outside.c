// SPDX-License-Identifier: MIT
/*
 * Nested monitor, outside: the shelf is visited without the shop's lock.
 *
 * @how   the shop's lock is held for the accounts only, not across put_loaf() and
 *        take_loaf()
 * @why   Whoever waits at the shelf holds nothing but the shelf's lock, and that one the
 *        wait gives back.
 * @cost  accounts and shelf no longer change in one step: between the two, another
 *        thread may see a loaf baked that is not on the shelf yet
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
		pthread_cond_wait(&shelf_changed, &shelf_lock);
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
		pthread_cond_wait(&shelf_changed, &shelf_lock);
	}
	loaves -= 1;
	pthread_cond_signal(&shelf_changed);
	pthread_mutex_unlock(&shelf_lock);
}

static void *
bake(void *arg)
{
	for (int day = 0; day < DAYS; day++) {
		pthread_mutex_lock(&shop_lock);
		baked += 1;
		pthread_mutex_unlock(&shop_lock);
		put_loaf();
	}
	return arg;
}

int
main(void)
{
	pthread_t baker;

	pthread_create(&baker, NULL, bake, NULL);
	for (int day = 0; day < DAYS; day++) {
		take_loaf();
		pthread_mutex_lock(&shop_lock);
		bought += 1;
		pthread_mutex_unlock(&shop_lock);
	}
	pthread_join(baker, NULL);
	printf("%d loaves baked, %d bought\n", baked, bought);
	return 0;
}
