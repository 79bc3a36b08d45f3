// SPDX-License-Identifier: MIT
/*
 * Consumer gone, fixed: the writer goes on taking to the end and throws away.
 *
 * @how   after the error main takes what still comes, up to END, and writes nothing more
 * @why   A bounded queue relies on somebody taking from it until the putter has finished.
 *        main keeps to that, and the compressor needn't know of the error.
 * @cost  all other blocks are compressed for nothing; and it ends only because the compressor
 *        ends by itself
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

enum { BLOCKS = 6, ROOM = 2, DISK = 2, END = 0 };

static int item[ROOM], head, tail;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void
put(int block)
{
	pthread_mutex_lock(&lock);
	while (tail - head == ROOM) {
		pthread_cond_wait(&changed, &lock);
	}
	item[tail++ % ROOM] = block;
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
		put(block);
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
	bool full = false;

	pthread_create(&compressor, NULL, compress, NULL);
	for (int block = take(); block != END; block = take()) {
		if (full || !write_block(block)) {
			full = true;
			continue;
		}
		written += 1;
	}
	pthread_join(compressor, NULL);
	printf("disk full after %d blocks\n", written);
	return 0;
}
