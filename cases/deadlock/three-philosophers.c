// SPDX-License-Identifier: MIT
/*
 * Three philosophers: fork, flush and getline each hold one lock and want the next one's.
 *
 * In the C library fork() took the heap's lock and then the list of open files;
 * fflush(NULL) took the list and then each file; getline() took its file and then, for
 * a longer line, the heap.  Any two of the three get along: no two locks are ever taken
 * in both orders.  But when all three run at once, each may have got its first lock and
 * wait for its second, which the next one has: the circle is closed.  That is the old
 * tale of the philosophers at the round table, each with the left fork in hand, only
 * that here nobody sees the table: the three functions are in three different modules.
 *
 * @level   2
 * @cwe     833
 * @origin  glibc bug 19431: fork against fflush(NULL) and getdelim
 * @stdout  1 child, 1 flush, 1 line
 * @expect  tsan      lock-order(heap-then-list, list-then-file, file-then-heap)
 * @expect  helgrind  lock-order(heap-then-list, list-then-file, file-then-heap)
 * @expect  helgrind  lock-held(heap-then-list, list-then-file, file-then-heap) may
 * @misses  drd: DRD keeps no record of the order in which locks are taken
 * @expect  native    hang may
 * @expect  explore   deadlock(heap-then-list, list-then-file, file-then-heap)
 * @hint    Draw the three locks, and for each function an arrow from its first to its
 *          second.
 */
#include <pthread.h>
#include <stdio.h>

pthread_mutex_t heap_lock = PTHREAD_MUTEX_INITIALIZER;
pthread_mutex_t list_lock = PTHREAD_MUTEX_INITIALIZER;
pthread_mutex_t file_lock = PTHREAD_MUTEX_INITIALIZER;
int heap_copies, open_files = 1, flushes, lines, buffers;

static void *
fork_child(void *arg)
{
	pthread_mutex_lock(&heap_lock);		//~ heap-then-list: lock
	pthread_mutex_lock(&list_lock);		//~ heap-then-list: lock
	heap_copies += 1;
	pthread_mutex_unlock(&list_lock);
	pthread_mutex_unlock(&heap_lock);
	return arg;
}

static void *
flush_all(void *arg)
{
	pthread_mutex_lock(&list_lock);		//~ list-then-file: lock
	for (int i = 0; i < open_files; i++) {
		pthread_mutex_lock(&file_lock);		//~ list-then-file: lock
		flushes += 1;
		pthread_mutex_unlock(&file_lock);
	}
	pthread_mutex_unlock(&list_lock);
	return arg;
}

static void *
read_line(void *arg)
{
	pthread_mutex_lock(&file_lock);		//~ file-then-heap: lock
	pthread_mutex_lock(&heap_lock);		//~ file-then-heap: lock
	buffers += 1;
	pthread_mutex_unlock(&heap_lock);
	lines += 1;
	pthread_mutex_unlock(&file_lock);
	return arg;
}

int
main(void)
{
	pthread_t forker, flusher, reader;

	pthread_create(&forker, NULL, fork_child, NULL);
	pthread_create(&flusher, NULL, flush_all, NULL);
	pthread_create(&reader, NULL, read_line, NULL);
	pthread_join(forker, NULL);
	pthread_join(flusher, NULL);
	pthread_join(reader, NULL);
	printf("%d child, %d flush, %d line\n", heap_copies, flushes, lines);
	return 0;
}
