// SPDX-License-Identifier: MIT
/*
 * Three philosophers, turned round: fork takes the list first and the heap last.
 *
 * @how   fork_child() takes its two locks in the opposite order
 * @why   Now all follow one ladder, list before file before heap: a thread that waits
 *        holds only locks above the one it waits for, so the heap's owner never waits.
 * @cost  nothing at run time; but the ladder must be written down, because no single
 *        function shows it, and whoever adds a lock must find its rung
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
	pthread_mutex_lock(&list_lock);
	pthread_mutex_lock(&heap_lock);
	heap_copies += 1;
	pthread_mutex_unlock(&heap_lock);
	pthread_mutex_unlock(&list_lock);
	return arg;
}

static void *
flush_all(void *arg)
{
	pthread_mutex_lock(&list_lock);
	for (int i = 0; i < open_files; i++) {
		pthread_mutex_lock(&file_lock);
		flushes += 1;
		pthread_mutex_unlock(&file_lock);
	}
	pthread_mutex_unlock(&list_lock);
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
