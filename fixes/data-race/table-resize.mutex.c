// SPDX-License-Identifier: MIT
/*
 * Table resize, with a mutex: nobody signs while the book is being copied.
 *
 * @how         A mutex is held for signing, and by the porter from the first line to the
 *              change of books.
 * @why         The copy is now made at one moment, as nothing can change until the new
 *              book is on the desk; and whoever signs afterwards signs there.
 * @cost        Every guest waits while the whole book is copied. That is why big tables
 *              are copied in portions, or split into parts with a lock each.
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 1000	/* rooms */
#endif

struct book {
	int lines;
	int *guest_in;		/* by room number; 0: nobody */
};

int small_pages[ROUNDS];
int big_pages[2 * ROUNDS];
struct book small_book = { ROUNDS, small_pages };
struct book big_book = { 2 * ROUNDS, big_pages };
pthread_mutex_t desk = PTHREAD_MUTEX_INITIALIZER;
struct book *book = &small_book;	/* the one on the desk */

static void *
reception(void *arg)
{
	char key[32];

	(void)arg;
	for (int room = 0; room < ROUNDS; room++) {
		snprintf(key, sizeof(key), "room %d", room);

		pthread_mutex_lock(&desk);
		struct book *open_book = book;

		open_book->guest_in[room] = 1 + room;
		pthread_mutex_unlock(&desk);
	}
	return NULL;
}

static void *
porter(void *arg)
{
	char line[32];

	(void)arg;
	pthread_mutex_lock(&desk);
	for (int room = 0; room < small_book.lines; room++) {
		snprintf(line, sizeof(line), "room %d", room);
		big_book.guest_in[room] = small_book.guest_in[room];
	}
	book = &big_book;
	pthread_mutex_unlock(&desk);
	return NULL;
}

int
main(void)
{
	pthread_t a, b;
	int missing = 0;

	pthread_create(&a, NULL, reception, NULL);
	pthread_create(&b, NULL, porter, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);

	for (int room = 0; room < ROUNDS; room++) {
		missing += book->guest_in[room] == 0;
	}
	if (missing != 0) {
		fprintf(stderr, "wrong: %d of %d guests missing\n", missing, ROUNDS);
		return 1;
	}
	puts("every guest is in the book");
	return 0;
}
