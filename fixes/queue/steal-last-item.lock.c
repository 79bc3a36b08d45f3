// SPDX-License-Identifier: MIT
/*
 * Steal the last item, lock: both ends are one thing and have one lock.
 *
 * @how   `top`, `bottom` and the envelopes are plain variables under a mutex
 * @why   Looking whether there is one and taking it is a single step for everybody
 *        else, at both ends.
 * @cost  owner and thieves wait for each other at every envelope; as long as the tasks
 *        are not tiny, that is seldom noticed
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
enum { ROOM = 8, NOTHING = 0 };

/* From top to bottom - 1 lie envelopes, at most ROOM, with so many cents in each. */
static int envelope[ROOM], top, bottom;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long counted, stolen;	/* by the owner, by the thief */

static void
push(int cents)
{
	pthread_mutex_lock(&lock);
	envelope[bottom++ % ROOM] = cents;
	pthread_mutex_unlock(&lock);
}

static int
pop(void)
{
	pthread_mutex_lock(&lock);
	int cents = top < bottom ? envelope[--bottom % ROOM] : NOTHING;
	pthread_mutex_unlock(&lock);
	return cents;
}

static int
steal(void)
{
	pthread_mutex_lock(&lock);
	int cents = top < bottom ? envelope[top++ % ROOM] : NOTHING;
	pthread_mutex_unlock(&lock);
	return cents;
}

static void *
thief(void *arg)
{
	for (int i = 0; i < ROUNDS; i++) {
		stolen += steal();
	}
	return arg;
}

int
main(void)
{
	pthread_t thread;
	long all = ROUNDS * (ROUNDS + 1L) / 2;

	pthread_create(&thread, NULL, thief, NULL);
	for (int cents = 1; cents <= ROUNDS; cents += 2) {
		push(cents);
		push(cents + 1);
		counted += pop() + pop();
	}
	pthread_join(thread, NULL);
	if (counted + stolen != all) {
		fprintf(stderr, "wrong: %ld cents, not %ld\n", counted + stolen, all);
		return 1;
	}
	puts("every envelope counted once");
	return 0;
}
