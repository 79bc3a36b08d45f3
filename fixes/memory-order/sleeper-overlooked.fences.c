// SPDX-License-Identifier: MIT
/*
 * Sleeper overlooked, fixed: a full fence between store and load, on both sides.
 *
 * @how   An `atomic_thread_fence(memory_order_seq_cst)` in the worker and one in main.
 * @why   Of the two fences one comes first, and the load behind the second one sees the
 *        store before the first one.
 * @cost  A full barrier on each side. Both are needed: QEMU had one on one side, and
 *        hung.
 * @false-alarm helgrind race(converted): Helgrind doesn't know C11 atomics and sees an
 *        ordinary write and an ordinary read
 * @false-alarm helgrind race(asleep): Helgrind doesn't know C11 atomics and sees an
 *        ordinary write and an ordinary read
 * @false-alarm drd race(converted): DRD doesn't know C11 atomics and sees an ordinary
 *        write and an ordinary read
 * @false-alarm drd race(asleep): DRD doesn't know C11 atomics and sees an ordinary write
 *        and an ordinary read
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
	atomic_store_explicit(&converted, true, memory_order_release);	//~ converted: write
	atomic_thread_fence(memory_order_seq_cst);
	if (atomic_load_explicit(&asleep, memory_order_acquire)) {	//~ asleep: read
		sem_post(&bell);	//~ bell: signal
	}
	return arg;
}

static void
wait_for_image(void)
{
	atomic_store_explicit(&asleep, true, memory_order_release);	//~ asleep: write
	atomic_thread_fence(memory_order_seq_cst);
	if (!atomic_load_explicit(&converted, memory_order_acquire)) {	//~ converted: read
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
