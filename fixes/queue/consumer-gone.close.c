// SPDX-License-Identifier: MIT
/*
 * Consumer gone, fixed: whoever stops taking closes the queue.
 *
 * @how   main closes the queue when it gives up; put() then wakes and returns false, and the
 *        compressor stops
 * @why   The flag is set under the lock with which put() waits, so it is seen before the
 *        wait or ends it.  A compressor that's between two blocks sees it at its next put().
 * @cost  every caller of put() has to look at its result and end when it is false
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

enum { BLOCKS = 6, ROOM = 2, DISK = 2, END = 0 };

static int item[ROOM], head, tail;
static bool closed;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

/* False: nobody takes any more. */
static bool
put(int block)
{
	pthread_mutex_lock(&lock);
	while (tail - head == ROOM && !closed) {
		pthread_cond_wait(&changed, &lock);
	}
	bool wanted = !closed;
	if (wanted) {
		item[tail++ % ROOM] = block;
		pthread_cond_broadcast(&changed);
	}
	pthread_mutex_unlock(&lock);
	return wanted;
}

static void
close_queue(void)
{
	pthread_mutex_lock(&lock);
	closed = true;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
}

static int
take(void)
{
	pthread_mutex_lock(&lock);
	while (head == tail) {
		pthread_cond_wait(&changed, &lock);
	}
	int block = item[head++ % ROOM];
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
	return block;
}

static void *
compress(void *unused)
{
	for (int block = 1; block <= BLOCKS; block++) {
		if (!put(block)) {
			return unused;
		}
	}
	put(END);
	return unused;
}

static bool
write_block(int block)
{
	return block <= DISK;
}

int
main(void)
{
	pthread_t compressor;
	int written = 0;

	pthread_create(&compressor, NULL, compress, NULL);
	for (int block = take(); block != END; block = take()) {
		if (!write_block(block)) {
			close_queue();
			break;
		}
		written += 1;
	}
	pthread_join(compressor, NULL);
	printf("disk full after %d blocks\n", written);
	return 0;
}
