// SPDX-License-Identifier: MIT
/*
 * Thread per task, with a fallback: a photo that gets no thread is shrunk by main.
 *
 * @how   the result of pthread_create() is looked at; when there is no thread, main does
 *        the work itself, and it joins only the threads that exist
 * @why   Every photo is shrunk by somebody, whatever the system allows, so there are as
 *        many posts as waits.
 * @cost  under load main is busy with one photo and starts no further thread meanwhile;
 *        there are still as many threads as the system can bear
 * @false-alarm helgrind api-error(thread): it reports every pthread_create() that fails,
 *        also where the program looks at the result and copes
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
	int total = 0, n = 0;

	pthread_attr_init(&large);
	pthread_attr_setguardsize(&large, zone);
	sem_init(&shrunk, 0, 0);
	for (int i = 0; i < PHOTOS; i++) {
		int *photo = &width[i];
		int err = pthread_create(&thread[n], &large, shrink, photo);	//~ thread: create
		if (err == 0) {
			n++;
		} else {
			shrink(photo);
		}
	}
	for (int i = 0; i < PHOTOS; i++) {
		sem_wait(&shrunk);
	}
	for (int i = 0; i < n; i++) {
		pthread_join(thread[i], NULL);
	}
	for (int i = 0; i < PHOTOS; i++) {
		total += width[i];
	}
	if (total != 4000) {
		fprintf(stderr, "wrong: %d pixels together, not 4000\n", total);
		return 1;
	}
	printf("%d photos, %d pixels wide together\n", PHOTOS, total);
	return 0;
}
