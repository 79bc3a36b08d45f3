// SPDX-License-Identifier: MIT
/*
 * Sleeper overlooked, fixed: the worker always rings, and main always waits for the bell.
 *
 * @how   No flags: one `sem_post` and one `sem_wait`.
 * @why   The semaphore counts, so a bell that was rung before main sleeps is not lost,
 *        and nobody has to look whether somebody sleeps.
 * @cost  An atomic operation for each event, and a system call only if somebody does
 *        sleep: sem_post knows, for glibc keeps posts and sleepers in one 64-bit word.
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

sem_t bell;

static void *
convert(void *arg)
{
	sem_post(&bell);
	return arg;
}

static void
wait_for_image(void)
{
	sem_wait(&bell);
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
