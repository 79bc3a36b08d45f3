// SPDX-License-Identifier: MIT
/*
 * ABA, fixed: a mutex around the stack.
 *
 * @how   Top and successor are read and changed under one lock; they are plain numbers
 *        again.
 * @why   While one thread takes a buffer nobody else can touch the stack, so what was
 *        read stays true.
 * @cost  A thread that is held up inside holds up all the others; without lock, only its
 *        own attempt would fail.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

struct buffer {
	unsigned long next;
	atomic_int users;
};

/* The free ones are a stack, linked by their numbers: top, its next, and so on to 0. */
struct buffer pool[] = { [2] = { .next = 1 }, [3] = { .next = 2 }, [4] = { .next = 3 } };
unsigned long top = 4;
pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
atomic_int taken_twice;

static unsigned long
take(void)
{
	pthread_mutex_lock(&lock);
	unsigned long first = top;
	top = pool[first].next;
	pthread_mutex_unlock(&lock);
	if (atomic_fetch_add(&pool[first].users, 1) > 0) {
		taken_twice += 1;
	}
	return first;
}

static void
give_back(unsigned long buffer)
{
	atomic_fetch_sub(&pool[buffer].users, 1);
	pthread_mutex_lock(&lock);
	pool[buffer].next = top;
	top = buffer;
	pthread_mutex_unlock(&lock);
}

static void *
copy(void *arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS / 2; i++) {
		unsigned long from = take(), to = take();

		give_back(from);
		give_back(to);
	}
	return NULL;
}

int
main(void)
{
	pthread_t threads[2];

	pthread_create(&threads[0], NULL, copy, NULL);
	pthread_create(&threads[1], NULL, copy, NULL);
	pthread_join(threads[0], NULL);
	pthread_join(threads[1], NULL);
	if (taken_twice != 0) {
		fprintf(stderr, "wrong: %d times a buffer was taken twice\n", taken_twice);
		return 1;
	}
	puts("every buffer had one user at a time");
	return 0;
}
