// SPDX-License-Identifier: MIT
/*
 * For scripts/bench: THREADS threads increment a shared word ROUNDS times each, unordered; 2 * THREADS * (ROUNDS + 2) steps.
 * With FORKS it does what a reset can't undo.
 */
#include <pthread.h>
#include <sys/mman.h>

#ifndef THREADS
#define THREADS 2
#endif

static volatile int count;

#ifdef FORKS
static void *page;

__attribute__((constructor)) static void
map(void)
{
	page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}
#endif

static void *
work(void *argument)
{
	for (int i = 0; i < ROUNDS; i++) {
		count++;
	}
	return argument;
}

int
main(void)
{
	pthread_t threads[THREADS];

#ifdef FORKS
	munmap(page, 4096);
#endif
	for (int i = 0; i < THREADS; i++) {
		pthread_create(&threads[i], NULL, work, NULL);
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
	}
	return 0;
}
