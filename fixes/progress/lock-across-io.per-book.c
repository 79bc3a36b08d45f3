// SPDX-License-Identifier: MIT
/*
 * Lock across I/O, a lock for each book: whoever waits, waits for the book he wants.
 *
 * @how   every place on the shelf has its own lock
 * @why   The lock is still held during the fetch, but only those need it who want this very
 *        book, and they have to wait for the store in any case; nothing is fetched twice.
 * @cost  a lock for each place; whoever needs several books must lock them in a fixed order,
 *        and a lock is still held while its holder waits for the store
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>

enum { OUT, IN };			/* the ends of a pipe */

static char shelf[] = { 'A', 0 };	/* book 0 is there, book 1 in the store */
static int waited, asked[2], delivered[2];
static pthread_mutex_t lock[2] = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER };
static sem_t came;

static char
fetch(int book)
{
	char text = '?';

	write(asked[IN], &book, sizeof book);
	read(delivered[OUT], &text, 1);
	return text;
}

static void *
find(void *arg)
{
	int book = *(int *)arg;
	int busy = pthread_mutex_trylock(&lock[book]);

	sem_post(&came);
	if (busy) {
		pthread_mutex_lock(&lock[book]);
		waited++;
	}
	if (shelf[book] == 0) {
		shelf[book] = fetch(book);
	}
	pthread_mutex_unlock(&lock[book]);
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
