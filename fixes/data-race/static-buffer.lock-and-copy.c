// SPDX-License-Identifier: MIT
/*
 * Static buffer, with a lock: ask and copy the answer before anybody else may ask.
 *
 * @how         A mutex is held for the call and for copying its result.
 * @why         When the lock is given back, the clerk has the date in a variable of his
 *              own. Locking the call alone would not help: the pointer would still point
 *              to the shared result.
 * @cost        Every call of gmtime() or localtime() needs the same lock, those in other
 *              people's libraries too. Only where there is no _r function.
 */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

pthread_mutex_t gmtime_lock = PTHREAD_MUTEX_INITIALIZER;

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
		pthread_mutex_lock(&gmtime_lock);
		struct tm date = *gmtime(&letter->written);
		pthread_mutex_unlock(&gmtime_lock);
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
