// SPDX-License-Identifier: MIT
/*
 * Sleeper overlooked: the bell is spared, for nobody seems to be asleep.
 *
 * Ringing the bell is a system call, so the worker spares it if nobody sleeps.  Main
 * says that it is asleep, looks once more whether the image is done, and only then
 * waits.  The worker says that the image is done and looks whether main is asleep.
 * Each stores its own flag and then loads the other one's, and one of them must see
 * the other.  But a store and a later load of something else may change places: the
 * worker sees nobody asleep, main sees no image, and main sleeps for ever.
 *
 * @level   4
 * @cwe     662
 * @origin  QEMU commit 5710a3e09f9b: notify_me overlooked, qemu-img hung on ARM
 * @stdout  the image is converted
 * @explore weak
 * @misses  tsan: every access is atomic, so there is no data race; and a thread that
 *          waits for ever is nothing that it looks for
 * @false-alarm helgrind race(converted): Helgrind doesn't know C11 atomics and sees an
 *          ordinary write and an ordinary read
 * @false-alarm helgrind race(asleep): Helgrind doesn't know C11 atomics and sees an
 *          ordinary write and an ordinary read
 * @false-alarm drd race(converted): DRD doesn't know C11 atomics and sees an ordinary
 *          write and an ordinary read
 * @false-alarm drd race(asleep): DRD doesn't know C11 atomics and sees an ordinary write
 *          and an ordinary read
 * @expect  native    hang may
 * @expect  explore   stuck(bell)
 * @hint    Each thread does a store and then a load.  What would have to be true of these
 *          two for one thread to be sure to see the other?
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
	if (atomic_load_explicit(&asleep, memory_order_acquire)) {	//~ asleep: read
		sem_post(&bell);	//~ bell: signal
	}
	return arg;
}

static void
wait_for_image(void)
{
	atomic_store_explicit(&asleep, true, memory_order_release);	//~ asleep: write
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
