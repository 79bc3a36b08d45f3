// SPDX-License-Identifier: MIT
/*
 * ABA, fixed: the top carries a version that grows with every change.
 *
 * @how   The upper half of `top` counts the changes; the lower half is the number of the
 *        buffer.
 * @why   If the stack was changed in between, the version is another one, whatever
 *        buffer lies on top, so the compare-exchange fails and the successor is read
 *        anew.
 * @cost  Link and version have to fit together into what the processor can compare and
 *        exchange at once, here 64 bits; and the version may come round, here after four
 *        thousand million changes.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

#define VERSION (UINT64_C(1) << 32)
#define NUMBER(link) ((link) % VERSION)

struct buffer {
	atomic_ulong next;
	atomic_int users;
};

/* The free ones are a stack, linked by their numbers: top, its next, and so on to 0. */
struct buffer pool[] = { [2] = { .next = 1 }, [3] = { .next = 2 }, [4] = { .next = 3 } };
_Atomic uint64_t top = 4;
atomic_int taken_twice;

static unsigned long
take(void)
{
	uint64_t first = atomic_load(&top), next;

	do {
		next = atomic_load(&pool[NUMBER(first)].next);	//~ next: read
		next += first - NUMBER(first) + VERSION;
	} while (!atomic_compare_exchange_strong(&top, &first, next));	//~ top: write
	if (atomic_fetch_add(&pool[NUMBER(first)].users, 1) > 0) {
		taken_twice += 1;
	}
	return NUMBER(first);
}

static void
give_back(unsigned long buffer)
{
	uint64_t first = atomic_load(&top), link;

	atomic_fetch_sub(&pool[buffer].users, 1);
	do {
		atomic_store(&pool[buffer].next, NUMBER(first));	//~ next: write
		link = first - NUMBER(first) + VERSION + buffer;
	} while (!atomic_compare_exchange_strong(&top, &first, link));	//~ top: write
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
