// SPDX-License-Identifier: MIT
/*
 * Robust mutex ignored: a till dies in the middle of a sale, and nobody reads the message.
 *
 * Two processes share the stock, and the mutex in it is robust: if its owner dies, it
 * doesn't stay locked for ever.  The first till runs out of paper and ends after it has
 * taken a piece off the shelf, before it has booked it.  The next lock succeeds with
 * EOWNERDEAD, which says: look first whether all is well.  Nobody looks, so the piece stays
 * lost.  And unlocking without pthread_mutex_consistent() says that it can't be mended:
 * from then on every lock fails with ENOTRECOVERABLE, and nobody reads that either.
 *
 * @level   3
 * @cwe     252 667
 * @stdout  nothing missing
 * @expect  tsan      bad-unlock(unlock)
 * @expect  helgrind  lock-held(dies)
 * @expect  helgrind  api-error(lock,unlock)
 * @expect  helgrind  bad-unlock(unlock)
 * @expect  drd       bad-unlock(unlock)
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @expect  explore   bad-unlock(unlock)
 * @hint    What does pthread_mutex_lock() return after the first till has died?
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PIECES = 10 };

struct stock {
	pthread_mutex_t lock;
	int shelf, sold;
};

static void
stock_init(struct stock *stock)
{
	pthread_mutexattr_t attr;

	pthread_mutexattr_init(&attr);
	pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
	pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
	pthread_mutex_init(&stock->lock, &attr);
	stock->shelf = PIECES;
}

static void
stock_lock(struct stock *stock)
{
	pthread_mutex_lock(&stock->lock);	//~ lock: lock
}

static void
sell(struct stock *stock, int paper)
{
	stock_lock(stock);
	stock->shelf -= 1;
	if (paper == 0) {
		_exit(1);	//~ dies: free
	}
	stock->sold += 1;
	pthread_mutex_unlock(&stock->lock);	//~ unlock: unlock
}

int
main(void)
{
	struct stock *stock = mmap(NULL, sizeof *stock, PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	stock_init(stock);
	if (fork() == 0) {
		sell(stock, 1);
		sell(stock, 0);
	}
	wait(NULL);
	sell(stock, 9);
	sell(stock, 8);
	if (stock->shelf + stock->sold != PIECES) {
		fprintf(stderr, "wrong: %d left and %d sold of %d\n", stock->shelf,
			stock->sold, PIECES);
		return 1;
	}
	printf("nothing missing\n");
	return 0;
}
