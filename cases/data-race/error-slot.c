// SPDX-License-Identifier: MIT
/*
 * Error slot: all errors go into one global variable, and the wrong one is read.
 *
 * print_page() returns only whether it failed; the reason is in `last_error`, where the
 * caller can look it up.  With one thread that is handy.  With two, the other printer
 * may fail between the call and the look: the office that is out of paper finds "no
 * ink" and orders ink.  An error code belongs to one call and must come back with it;
 * for this reason errno has long been one variable for each thread.
 *
 * @level   1
 * @cwe     366
 * @stdout  the right thing ordered each time
 * @expect  tsan      race(last-error)
 * @expect  helgrind  race(last-error)
 * @expect  drd       race(last-error)
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @expect  explore   race(last-error)
 * @hint    Whose last error is in `last_error`?
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum error { NO_ERROR, NO_PAPER, NO_INK };

enum error last_error;	/* why the last call failed */

struct office {
	int paper;
	int ink;
	enum error lacking;
	int wrong_orders;
};

static int
print_page(const struct office *office, int page)
{
	char text[32];

	if (office->paper == 0) {
		last_error = NO_PAPER;			//~ last-error: write
		return -1;
	}
	snprintf(text, sizeof(text), "<h1>Page %d</h1>", page);
	if (office->ink == 0) {
		last_error = NO_INK;			//~ last-error: write
		return -1;
	}
	return 0;
}

static void *
work(void *arg)
{
	struct office *office = arg;
	char message[32];

	for (int page = 0; page < ROUNDS; page++) {
		if (print_page(office, page) != 0) {
			snprintf(message, sizeof(message), "page %d not printed", page);
			office->wrong_orders += last_error != office->lacking; //~ last-error: read
		}
	}
	return NULL;
}

int
main(void)
{
	struct office a = { .paper = 0, .ink = 9, .lacking = NO_PAPER };
	struct office b = { .paper = 9, .ink = 0, .lacking = NO_INK };
	pthread_t thread_a, thread_b;

	pthread_create(&thread_a, NULL, work, &a);
	pthread_create(&thread_b, NULL, work, &b);
	pthread_join(thread_a, NULL);
	pthread_join(thread_b, NULL);

	int wrong_orders = a.wrong_orders + b.wrong_orders;

	if (wrong_orders != 0) {
		fprintf(stderr, "wrong: %d wrong orders\n", wrong_orders);
		return 1;
	}
	puts("the right thing ordered each time");
	return 0;
}
