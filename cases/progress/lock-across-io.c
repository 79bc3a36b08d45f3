// SPDX-License-Identifier: MIT
/*
 * Lock across I/O: everybody queues behind one slow book.
 *
 * On the shelf stand the books that were asked for before; the others come from the
 * store in the basement, through a pipe.  find() keeps the shelf locked from its first
 * look to the end, and that includes the wait for the store.  One reader wants a book
 * from the store.  Another one wants a book that stands on the shelf, which takes no time
 * at all, and yet waits as long as the first.  With many readers the whole house moves
 * at the speed of the slowest request: a convoy.  (Here a reader who finds the shelf locked
 * counts that, and main, who is the store, delivers when both readers have come.)
 *
 * @level   2
 * @cwe     667
 * @topic   T3
 * @stdout  2 books found, 0 readers had to wait
 * @misses  tsan: the shelf is locked at every access, so there is no data race; what else
 *          is done meanwhile is not known to the tool
 * @misses  helgrind: there is one lock and it is used properly; how long it is held is
 *          none of its concern
 * @misses  drd: there is one lock and it is used properly; DRD tells of long holds only
 *          when asked to (--exclusive-threshold)
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @hint    What does the first reader hold while the store looks for the book?
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>

enum { OUT, IN };			/* the ends of a pipe */

static char shelf[] = { 'A', 0 };	/* book 0 is there, book 1 in the store */
static int waited, asked[2], delivered[2];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sem_t came;

static char
fetch(int book)
{
	char text = '?';

	write(asked[IN], &book, sizeof book);
	read(delivered[OUT], &text, 1);				//~ store: wait
	return text;
}

static void *
find(void *arg)
{
	int book = *(int *)arg;
	int busy = pthread_mutex_trylock(&lock);		//~ shelf: lock

	sem_post(&came);
	if (busy) {
		pthread_mutex_lock(&lock);			//~ shelf: lock
		waited++;
	}
	if (shelf[book] == 0) {
		shelf[book] = fetch(book);			//~ store: wait
	}
	pthread_mutex_unlock(&lock);				//~ shelf: unlock
	return NULL;
}

int
main(void)
{
	int wanted[2] = { 1, 0 }, book;
	pthread_t reader[2];

	if (pipe(asked) != 0 || pipe(delivered) != 0 || sem_init(&came, 0, 0) != 0) {
		return 2;
	}
	pthread_create(&reader[0], NULL, find, &wanted[0]);
	read(asked[OUT], &book, sizeof book);
	pthread_create(&reader[1], NULL, find, &wanted[1]);
	sem_wait(&came);
	sem_wait(&came);
	write(delivered[IN], "B", 1);
	pthread_join(reader[0], NULL);
	pthread_join(reader[1], NULL);
	if (waited != 0 || shelf[book] != 'B') {
		fprintf(stderr, "wrong: %d reader waited for another one's book\n", waited);
		return 1;
	}
	printf("2 books found, %d readers had to wait\n", waited);
	return 0;
}
