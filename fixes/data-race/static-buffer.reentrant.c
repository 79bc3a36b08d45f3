// SPDX-License-Identifier: MIT
/*
 * Static buffer, now one's own: gmtime_r() writes where the caller says.
 *
 * @how         gmtime_r() instead of gmtime(), with a `struct tm` of the caller's.
 * @why         Each clerk has his own result on his own stack. The functions whose names
 *              end in _r exist for this.
 * @cost        None. The variable has to be declared.
 */
#define _POSIX_C_SOURCE 200809L
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
		struct tm date;

		gmtime_r(&letter->written, &date);
		int n = snprintf(text, sizeof(text), "Letter %d, ", i);
		snprintf(text + n, sizeof(text) - n, "%d", 1900 + date.tm_year);
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
