// SPDX-License-Identifier: MIT
/*
 * Thread per task: a thread for every photo, until the system gives no more.
 *
 * Every photo gets a thread of its own, and each posts `shrunk` when it is done.  As
 * long as there are few photos all is well.  But threads are not free: at some number
 * pthread_create() starts none and returns EAGAIN.  Nobody looks at its result, so that
 * photo has no thread, and main waits for ever for a post that nobody will make.
 * The number may be a few hundred or thirty thousand.  So that four photos are enough
 * here, a guard zone makes every thread take a large part of all addresses there are.
 *
 * @level   2
 * @cwe     770 252
 * @topic   T1 T2
 * @stdout  4 photos, 4000 pixels wide together
 * @misses  tsan: it watches memory and locks; that pthread_create() said no is an
 *          ordinary result of a call
 * @expect  helgrind  api-error(thread)
 * @misses  drd: it does not look at what pthread_create() returns
 * @expect  native    hang
 * @expect  explore   stuck(shrunk)
 * @hint    What does pthread_create() return for the last photo, and who reads it?
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { PHOTOS = 4 };

/* A large part of all addresses: one to three such threads, and none are left. */
static const size_t zone = (size_t)1 << 46;

static int width[PHOTOS] = { 4000, 8000, 1600, 2400 };
static sem_t shrunk;

static void *
shrink(void *arg)
{
	int *photo = arg;

	*photo /= 4;
	sem_post(&shrunk);
	return NULL;
}

int
main(void)
{
	pthread_attr_t large;
	pthread_t thread[PHOTOS];
	int total = 0;

	pthread_attr_init(&large);
	pthread_attr_setguardsize(&large, zone);
	sem_init(&shrunk, 0, 0);
	for (int i = 0; i < PHOTOS; i++) {
		pthread_create(&thread[i], &large, shrink, &width[i]);	//~ thread: create
	}
	for (int i = 0; i < PHOTOS; i++) {
		sem_wait(&shrunk);				//~ shrunk: wait
	}
	for (int i = 0; i < PHOTOS; i++) {
		pthread_join(thread[i], NULL);
		total += width[i];
	}
	if (total != 4000) {
		fprintf(stderr, "wrong: %d pixels together, not 4000\n", total);
		return 1;
	}
	printf("%d photos, %d pixels wide together\n", PHOTOS, total);
	return 0;
}
