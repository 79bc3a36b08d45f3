// SPDX-License-Identifier: MIT
/*
 * SPSC ring, fixed: two semaphores count the filled and the empty slots.
 *
 * @how   A semaphore for each direction instead of the two atomic indices.
 * @why   A post comes before the wait that it lets through, and so does everything
 *        written or read before it.  Each index belongs to one thread alone.
 * @cost  Two atomic operations a key on each side, and a system call whenever somebody has
 *        to sleep or be woken; in exchange nobody polls.
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { SLOTS = 2 };

int slot[SLOTS];
unsigned typed, shown;
sem_t filled, empty;

static void
put_key(int key)
{
	sem_wait(&empty);
	slot[typed++ % SLOTS] = key;
	sem_post(&filled);
}

static int
take_key(void)
{
	sem_wait(&filled);
	int key = slot[shown++ % SLOTS];
	sem_post(&empty);
	return key;
}

static void *
keyboard(void *arg)
{
	(void)arg;
	for (int key = 0; key < SLOTS + ROUNDS; key++) {
		put_key(key);
	}
	return NULL;
}

int
main(void)
{
	pthread_t thread;
	int wrong = 0;

	sem_init(&filled, 0, 0);
	sem_init(&empty, 0, SLOTS);
	pthread_create(&thread, NULL, keyboard, NULL);
	for (int key = 0; key < SLOTS + ROUNDS; key++) {
		wrong += take_key() != key;
	}
	pthread_join(thread, NULL);

	if (wrong != 0) {
		fprintf(stderr, "wrong: %d keys shown in place of others\n", wrong);
		return 1;
	}
	puts("every key shown");
	return 0;
}
