// SPDX-License-Identifier: MIT
/*
 * Nested monitor, one lock: the shelf belongs to the shop and waits on the shop's lock.
 *
 * @how   the shelf has no lock of its own; its condition is used with the shop's lock,
 *        which the callers hold
 * @why   The one lock that the wait gives back is the only one there is.
 * @cost  the shelf can be used only by those who hold the shop's lock, and shop and shelf
 *        can no longer be used at the same time
 */
#include <pthread.h>
#include <stdio.h>

enum { DAYS = 3 };

pthread_mutex_t shop_lock = PTHREAD_MUTEX_INITIALIZER;
int baked, bought;

pthread_cond_t shelf_changed = PTHREAD_COND_INITIALIZER;
int loaves;

static void
put_loaf(void)
{
	while (loaves == 1) {
		pthread_cond_wait(&shelf_changed, &shop_lock);
	}
	loaves += 1;
	pthread_cond_signal(&shelf_changed);
}

static void
take_loaf(void)
{
	while (loaves == 0) {
		pthread_cond_wait(&shelf_changed, &shop_lock);
	}
	loaves -= 1;
	pthread_cond_signal(&shelf_changed);
}

static void *
bake(void *arg)
{
	for (int day = 0; day < DAYS; day++) {
		pthread_mutex_lock(&shop_lock);
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
		pthread_mutex_lock(&shop_lock);
		take_loaf();
		bought += 1;
		pthread_mutex_unlock(&shop_lock);
	}
	pthread_join(baker, NULL);
	printf("%d loaves baked, %d bought\n", baked, bought);
	return 0;
}
