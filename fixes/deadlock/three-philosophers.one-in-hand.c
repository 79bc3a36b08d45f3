// SPDX-License-Identifier: MIT
/*
 * Three philosophers, one in hand: the flush lets go of the list before it takes a file.
 *
 * @how   flush_all() reads what it needs from the list and unlocks it before the file
 * @why   The flush never waits for one lock while it holds another, so no circle can
 *        go through it; the other two have no lock in common but the heap.
 * @cost  files can be opened and closed during the flush: it works on what the list said
 *        a moment ago, and in a real library a file would need a count of its users
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
	pthread_mutex_lock(&heap_lock);
	pthread_mutex_lock(&list_lock);
	heap_copies += 1;
	pthread_mutex_unlock(&list_lock);
	pthread_mutex_unlock(&heap_lock);
	return arg;
}

static void *
flush_all(void *arg)
{
	pthread_mutex_lock(&list_lock);
	int files = open_files;
	pthread_mutex_unlock(&list_lock);
	for (int i = 0; i < files; i++) {
		pthread_mutex_lock(&file_lock);
		flushes += 1;
		pthread_mutex_unlock(&file_lock);
	}
	return arg;
}

static void *
read_line(void *arg)
{
	pthread_mutex_lock(&file_lock);
	pthread_mutex_lock(&heap_lock);
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
