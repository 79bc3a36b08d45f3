// SPDX-License-Identifier: MIT
/*
 * Table resize: guests sign the book while the porter copies it into a bigger one.
 *
 * The book is nearly full.  The porter copies it entry by entry into a bigger one and
 * then puts that one on the desk.  Meanwhile guests go on signing, in the old book,
 * for that is the one on the desk.  Whoever signs on a line that has been copied already
 * is not in the new book.  No statement is wrong by itself; the copy is just not made
 * at one moment.
 *
 * @level   2
 * @cwe     366
 * @stdout  every guest is in the book
 * @expect  tsan      race(line)
 * @expect  tsan      race(book)
 * @expect  helgrind  race(line)
 * @expect  helgrind  race(book)
 * @expect  drd       race(line)
 * @expect  drd       race(book)
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @expect  explore   race(line)
 * @expect  explore   race(book)
 * @hint    A guest signs a line that the porter has just copied: which books have it?
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
struct book *book = &small_book;	/* the one on the desk */

static void *
reception(void *arg)
{
	char key[32];

	(void)arg;
	for (int room = 0; room < ROUNDS; room++) {
		snprintf(key, sizeof(key), "room %d", room);

		struct book *open_book = book;			//~ book: read

		open_book->guest_in[room] = 1 + room;		//~ line: write
	}
	return NULL;
}

static void *
porter(void *arg)
{
	char line[32];

	(void)arg;
	for (int room = 0; room < small_book.lines; room++) {
		snprintf(line, sizeof(line), "room %d", room);
		big_book.guest_in[room] = small_book.guest_in[room];	//~ line: read, write
	}
	book = &big_book;					//~ book: write
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
