// SPDX-License-Identifier: MIT
/*
 * Static buffer: two clerks date their letters with gmtime(), and it has one result.
 *
 * gmtime() returns a pointer, so where does the date lie?  In a static variable of
 * the C library, which the next call overwrites, whoever makes it.  One clerk asks for
 * the date of an old letter, then the other one for that of a new one, and only then
 * does the first read his result: his letter from 1970 is dated 2000.  localtime(),
 * asctime() and strtok() have the same weakness.
 *
 * @level   1
 * @cwe     366 663
 * @origin  TrinityCore pull request 10736: localtime() in the log writer and elsewhere
 * @stdout  all letters dated right
 * @expect  tsan      race(date)
 * @expect  helgrind  race(date) may
 * @expect  drd       race(date)
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @expect  explore   race(date)
 * @hint    Who owns the memory that `date` points to, and who frees it?
 */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

struct letter {
	const char *year;
	time_t written;
	int wrong_dates;
};

static void *
clerk(void *arg)
{
	struct letter *letter = arg;
	char text[40];

	for (int i = 0; i < ROUNDS; i++) {
		struct tm *date = gmtime(&letter->written);	//~ date: write
		int n = snprintf(text, sizeof(text), "Letter %d, ", i);
		snprintf(text + n, sizeof(text) - n, "%d", 1900 + date->tm_year); //~ date: read
		letter->wrong_dates += strcmp(text + n, letter->year) != 0;
	}
	return NULL;
}

int
main(void)
{
	struct letter old = { .year = "1970", .written = 0 };
	struct letter new = { .year = "2000", .written = 951782400 };
	pthread_t a, b;

	pthread_create(&a, NULL, clerk, &old);
	pthread_create(&b, NULL, clerk, &new);
	pthread_join(a, NULL);
	pthread_join(b, NULL);

	int wrong_dates = old.wrong_dates + new.wrong_dates;

	if (wrong_dates != 0) {
		fprintf(stderr, "wrong: %d of %d dates\n", wrong_dates, 2 * ROUNDS);
		return 1;
	}
	puts("all letters dated right");
	return 0;
}
