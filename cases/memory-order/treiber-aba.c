// SPDX-License-Identifier: MIT
/*
 * ABA: the top of the stack is the same again, and the stack is not.
 *
 * To take a free buffer, a thread reads the top and its successor, and then makes the
 * successor the top if the top is still the same.  But "the same" is not "unchanged".
 * Thread 1 has read top A and successor B.  Thread 2 takes A, takes B and gives A
 * back: the top is A again.  Thread 1's compare-exchange succeeds and makes B the top,
 * which thread 2 is still using; the next one who comes takes B a second time.  Every
 * operation is sequentially consistent: it isn't the order that is wrong, it is the
 * question.
 *
 * @level   4
 * @cwe     362
 * @stdout  every buffer had one user at a time
 * @misses  tsan: every access is atomic; that a buffer must not be taken twice is the
 *          program's own rule
 * @misses  helgrind: the sequentially consistent operations are locked instructions on x86,
 *          which it takes for harmless, and it doesn't know the program's rule
 * @misses  drd: as Helgrind, it takes locked instructions for harmless
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @hint    The compare-exchange compares one number.  What else would have to be the same
 *          for the successor to be right?
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

struct buffer {
	atomic_ulong next;
	atomic_int users;
};

/* The free ones are a stack, linked by their numbers: top, its next, and so on to 0. */
struct buffer pool[] = { [2] = { .next = 1 }, [3] = { .next = 2 }, [4] = { .next = 3 } };
atomic_ulong top = 4;
atomic_int taken_twice;

static unsigned long
take(void)
{
	unsigned long first = atomic_load(&top), next;

	do {
		next = atomic_load(&pool[first].next);	//~ next: read
	} while (!atomic_compare_exchange_strong(&top, &first, next));	//~ top: write
	if (atomic_fetch_add(&pool[first].users, 1) > 0) {
		taken_twice += 1;
	}
	return first;
}

static void
give_back(unsigned long buffer)
{
	unsigned long first = atomic_load(&top);

	atomic_fetch_sub(&pool[buffer].users, 1);
	do {
		atomic_store(&pool[buffer].next, first);	//~ next: write
	} while (!atomic_compare_exchange_strong(&top, &first, buffer));	//~ top: write
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
