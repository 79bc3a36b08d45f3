// SPDX-License-Identifier: MIT
/*
 * Drain on close: the queue is closed, and what is still in it is forgotten.
 *
 * At six the post office closes. close_queue() sets the flag and wakes the sorters,
 * take() sees the flag and says "no more".  But the flag only says that nothing more
 * will come in; what came in before is still there, and take() looks at the flag first.
 * The letters that were posted in time and not yet sorted stay in the box overnight,
 * and nobody is told: both calls did what they were asked to do.
 *
 * @level   1
 * @cwe     404 696
 * @stdout  6 letters sorted
 * @misses  tsan: the queue is locked at every access; that letters are left in it is no
 *          data race
 * @misses  helgrind: the queue is locked at every access; that letters are left in it
 *          is no error of locking
 * @misses  drd: the queue is locked at every access; that letters are left in it is no
 *          error of locking
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @hint    The queue is closed, and two letters are in it. What does take() say, and
 *          what should it?
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
	closed = true;						//~ six: write
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
	int letter = closed ? NO_MORE : item[head++];		//~ six: read
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
