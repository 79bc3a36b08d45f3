// SPDX-License-Identifier: MIT
/*
 * Consumer gone: the writer gives up at its first error, and nobody makes room any more.
 *
 * A thread compresses blocks, main writes them to the disk, and between the two there is a
 * queue with room for two, so that the fast side waits for the slow one.  After two blocks
 * the disk is full.  main notices, leaves its loop, as there's nothing more to write, and
 * joins the compressor in order to end cleanly.  But the compressor knows nothing of the
 * error.  It fills the queue once more and then waits for room, which only main's take()
 * would make.  If the error comes with the last blocks, all goes well: the queue has room
 * for what is left.
 *
 * @level   2
 * @cwe     755
 * @origin  zstd pull request 733: after an error pzstd takes nothing more out of a bounded
 *          queue, and its threads wait to put something in
 * @stdout  disk full after 2 blocks
 * @misses  tsan: the queue is locked at every access; that nobody will ever take from it
 *          again is no data race
 * @misses  helgrind: the one who waits has given back the lock, and main waits in a join; no
 *          lock is left held
 * @misses  drd: the queue is locked at every access, and waiting for room is no error
 * @expect  native    hang
 * @expect  explore   stuck(room)
 * @hint    Which line makes room for the compressor, and who will run it once more?
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
		pthread_cond_wait(&changed, &lock);		//~ room: wait
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

	pthread_create(&compressor, NULL, compress, NULL);
	for (int block = take(); block != END; block = take()) {
		if (!write_block(block)) {
			break;					//~ give-up
		}
		written += 1;
	}
	pthread_join(compressor, NULL);				//~ end: join
	printf("disk full after %d blocks\n", written);
	return 0;
}
