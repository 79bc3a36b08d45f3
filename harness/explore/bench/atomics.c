// SPDX-License-Identifier: MIT
/* For scripts/bench: three threads take from a stack without locks and give back, nearly all of it atomics. */
#include <pthread.h>
#include <stdatomic.h>

enum { NODES = 4, THREADS = 3, EMPTY = 0xff };

static _Atomic unsigned next[NODES];
static _Atomic int users[NODES];
static _Atomic unsigned
	top; /* the upper bits count the changes, so that no node is taken for its former self */

static unsigned
pop(void)
{
	unsigned old = atomic_load(&top);

	while ((old & 0xff) != EMPTY &&
		!atomic_compare_exchange_strong(
			&top, &old, ((old >> 8) + 1) << 8 | atomic_load(&next[old & 0xff]))) {
	}
	return old & 0xff;
}

static void
push(unsigned node)
{
	unsigned old = atomic_load(&top);

	do {
		atomic_store(&next[node], old & 0xff);
	} while (!atomic_compare_exchange_strong(&top, &old, ((old >> 8) + 1) << 8 | node));
}

static int
use(unsigned node)
{
	int others = atomic_fetch_add(&users[node], 1);

	atomic_fetch_sub(&users[node], 1);
	return others;
}

static void *
work(void *argument)
{
	for (int i = 0; i < ROUNDS; i++) {
		unsigned a = pop(), b = pop();

		if (a != EMPTY) {
			*(int *)argument += use(a);
			push(a);
		}
		if (b != EMPTY) {
			*(int *)argument += use(b);
			push(b);
		}
	}
	return NULL;
}

int
main(void)
{
	pthread_t threads[THREADS];
	int wrong[THREADS] = {0};

	for (unsigned i = 0; i < NODES; i++) {
		atomic_init(&next[i], i + 1 < NODES ? i + 1 : EMPTY);
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_create(&threads[i], NULL, work, &wrong[i]);
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
	}
	return wrong[0] || wrong[1] || wrong[2];
}
