// SPDX-License-Identifier: MIT
/*
 * Robust mutex ignored, fixed: a till looks for paper before it begins a sale.
 *
 * @how   Look at the paper before the lock is taken, and end there.
 * @why   Nobody ends any more between the two halves of a sale, so that there is nothing to
 *        mend.
 * @cost  It helps against this end only: a process that is killed looks at nothing first.
 * @unable explore: a forked process runs outside of the explorer's schedule
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
	pthread_mutex_lock(&stock->lock);
}

static void
sell(struct stock *stock, int paper)
{
	if (paper == 0) {
		_exit(1);
	}
	stock_lock(stock);
	stock->shelf -= 1;
	stock->sold += 1;
	pthread_mutex_unlock(&stock->lock);
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
