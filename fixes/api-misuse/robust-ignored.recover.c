// SPDX-License-Identifier: MIT
/*
 * Robust mutex ignored, fixed: whoever finds the owner dead mends the stock.
 *
 * @how   Look at what the lock returns: on EOWNERDEAD book what is missing, and mark the
 *        mutex consistent; on any other error (ENOTRECOVERABLE, say) sell nothing.
 * @why   The lock is held when EOWNERDEAD is returned, so that the repair is protected.  What is
 *        not on the shelf has been sold, so that the numbers can be made to agree.  Without
 *        the lock nobody touches them.
 * @cost  Such a repair must be possible: there must be a rule that the data have to obey.
 * @false-alarm helgrind lock-held(dies): the end of the owner is what the program provides for
 * @false-alarm helgrind api-error(lock): Helgrind takes EOWNERDEAD for a failure
 * @false-alarm helgrind bad-unlock(unlock): Helgrind believes that this lock has failed
 * @false-alarm drd bad-unlock(unlock): DRD believes that the lock with EOWNERDEAD has failed
 * @unable explore: a forked process runs outside of the explorer's schedule
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
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

static int
stock_lock(struct stock *stock)
{
	int result = pthread_mutex_lock(&stock->lock);	//~ lock: lock

	if (result == EOWNERDEAD) {
		stock->sold = PIECES - stock->shelf;
		result = pthread_mutex_consistent(&stock->lock);
	}
	return result;
}

static void
sell(struct stock *stock, int paper)
{
	int error = stock_lock(stock);

	if (error != 0) {
		fprintf(stderr, "till closed: %s\n", strerror(error));
		_exit(2);
	}
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
