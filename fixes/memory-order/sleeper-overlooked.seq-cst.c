// SPDX-License-Identifier: MIT
/*
 * Sleeper overlooked, fixed: all four operations are sequentially consistent.
 *
 * @how   The two stores and the two loads with the default order.
 * @why   In the one order of all sequentially consistent operations one of the two
 *        stores comes first, and the load of the other thread, which comes after that
 *        thread's own store, sees it.
 * @cost  On x86 each store is a locked exchange; on 64-bit ARM about as much as release
 *        and acquire. Far cheaper than the system call that is spared.
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

atomic_bool converted;
atomic_bool asleep;
sem_t bell;

static void *
convert(void *arg)
{
	atomic_store(&converted, true);	//~ converted: write
	if (atomic_load(&asleep)) {	//~ asleep: read
		sem_post(&bell);	//~ bell: signal
	}
	return arg;
}

static void
wait_for_image(void)
{
	atomic_store(&asleep, true);	//~ asleep: write
	if (!atomic_load(&converted)) {	//~ converted: read
		sem_wait(&bell);	//~ bell: wait
	}
}

int
main(void)
{
	pthread_t worker;

	sem_init(&bell, 0, 0);
	pthread_create(&worker, NULL, convert, NULL);
	wait_for_image();
	pthread_join(worker, NULL);
	puts("the image is converted");
	return 0;
}
