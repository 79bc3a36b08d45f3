// SPDX-License-Identifier: MIT
/*
 * Drain on close, waits: close_queue() closes when the queue is empty.
 *
 * @how   close_queue() waits until all letters have been taken before it sets the flag
 * @why   When the flag is set nothing is left that it could make anybody forget; the
 *        wait is in a loop under the lock, and take() signals when it has taken a
 *        letter.
 * @cost  whoever closes must wait for the sorters: for ever if they have gone already, or
 *        if letters keep coming in
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

enum { LETTERS = 6, ROOM = 8, NO_MORE = 0 };

/* There is room for all letters, so put() never has to wait. */
static int item[ROOM], head, tail, sorted;
static bool closed;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static pthread_cond_t emptied = PTHREAD_COND_INITIALIZER;

static void
put(int letter)
{
	pthread_mutex_lock(&lock);
	item[tail++] = letter;
	pthread_cond_signal(&changed);
	pthread_mutex_unlock(&lock);
}

static void
close_queue(void)
{
	pthread_mutex_lock(&lock);
	while (head != tail) {
		pthread_cond_wait(&emptied, &lock);
	}
	closed = true;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
}

static int
take(void)
{
	pthread_mutex_lock(&lock);
	while (head == tail && !closed) {
		pthread_cond_wait(&changed, &lock);
	}
	int letter = closed ? NO_MORE : item[head++];
	pthread_cond_signal(&emptied);
	pthread_mutex_unlock(&lock);
	return letter;
}

static void *
sorter(void *arg)
{
	while (take() != NO_MORE) {
		sorted += 1;
	}
	return arg;
}

int
main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, sorter, NULL);
	for (int letter = 1; letter <= LETTERS; letter++) {
		put(letter);
	}
	close_queue();
	pthread_join(thread, NULL);
	if (sorted != LETTERS) {
		fprintf(stderr, "wrong: %d of %d letters sorted\n", sorted, LETTERS);
		return 1;
	}
	printf("%d letters sorted\n", sorted);
	return 0;
}
