// SPDX-License-Identifier: MIT
/*
 * Three philosophers, two seats: only two of the three are let to the table.
 *
 * @how   whoever needs two locks first passes a semaphore that lets in two at a time
 * @why   A circle needs all three, each with one lock in hand.  Of two, one has a
 *        neighbour whose place is empty, gets its second lock and gives both back.
 * @cost  two semaphore calls each time, and everybody who needs two locks must know of
 *        the seats; the lock-order detectors don't, and go on warning
 * @false-alarm tsan lock-order(heap-then-list, list-then-file, file-then-heap): it sees
 *          three orders that make a circle, but not that never all three are at it
 * @false-alarm helgrind lock-order(heap-then-list, list-then-file, file-then-heap): it
 *          sees three orders that make a circle, but not that never all three are at it
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

pthread_mutex_t heap_lock = PTHREAD_MUTEX_INITIALIZER;
pthread_mutex_t list_lock = PTHREAD_MUTEX_INITIALIZER;
pthread_mutex_t file_lock = PTHREAD_MUTEX_INITIALIZER;
sem_t seats;
int heap_copies, open_files = 1, flushes, lines, buffers;

static void *
fork_child(void *arg)
{
	sem_wait(&seats);
	pthread_mutex_lock(&heap_lock);		//~ heap-then-list: lock
	pthread_mutex_lock(&list_lock);		//~ heap-then-list: lock
	heap_copies += 1;
	pthread_mutex_unlock(&list_lock);
	pthread_mutex_unlock(&heap_lock);
	sem_post(&seats);
	return arg;
}

static void *
flush_all(void *arg)
{
	sem_wait(&seats);
	pthread_mutex_lock(&list_lock);		//~ list-then-file: lock
	for (int i = 0; i < open_files; i++) {
		pthread_mutex_lock(&file_lock);		//~ list-then-file: lock
		flushes += 1;
		pthread_mutex_unlock(&file_lock);
	}
	pthread_mutex_unlock(&list_lock);
	sem_post(&seats);
	return arg;
}

static void *
read_line(void *arg)
{
	sem_wait(&seats);
	pthread_mutex_lock(&file_lock);		//~ file-then-heap: lock
	pthread_mutex_lock(&heap_lock);		//~ file-then-heap: lock
	buffers += 1;
	pthread_mutex_unlock(&heap_lock);
	lines += 1;
	pthread_mutex_unlock(&file_lock);
	sem_post(&seats);
	return arg;
}

int
main(void)
{
	pthread_t forker, flusher, reader;

	sem_init(&seats, 0, 2);
	pthread_create(&forker, NULL, fork_child, NULL);
	pthread_create(&flusher, NULL, flush_all, NULL);
	pthread_create(&reader, NULL, read_line, NULL);
	pthread_join(forker, NULL);
	pthread_join(flusher, NULL);
	pthread_join(reader, NULL);
	printf("%d child, %d flush, %d line\n", heap_copies, flushes, lines);
	return 0;
}
