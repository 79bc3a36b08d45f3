// SPDX-License-Identifier: MIT
/*
 * Composed append, one call: whoever wants the word gets it whole.
 *
 * @how         The sign offers get_word() instead of get_length() and get_letters(); it
 *              copies the whole word under one lock and says how long it was.
 * @why         Length and letters are read without giving back the lock, so they belong
 *              to the same word. The caller works with its own copy.
 * @cost        The room must be there before the length is known: the caller has to
 *              offer enough for the longest word, or get_word() has to allocate it.
 */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
char letters[8] = "SLOW";

static size_t
get_word(char *to)
{
	pthread_mutex_lock(&lock);
	size_t n = strlen(letters);
	memcpy(to, letters, n);
	pthread_mutex_unlock(&lock);
	return n;
}

static void
append(char *report)
{
	size_t end = strlen(report), n = get_word(report + end);

	report[end + n] = '\0';
}

static void *
operate(void *arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&lock);
		strcpy(letters, i % 2 == 0 ? "GO" : "SLOW");
		pthread_mutex_unlock(&lock);
	}
	return NULL;
}

int
main(void)
{
	pthread_t operator;
	int wrong = 0;

	pthread_create(&operator, NULL, operate, NULL);
	for (int i = 0; i < ROUNDS; i++) {
		char report[16] = "sign: ";

		append(report);
		wrong += strcmp(report, "sign: GO") && strcmp(report, "sign: SLOW");
	}
	pthread_join(operator, NULL);
	if (wrong != 0) {
		fprintf(stderr, "wrong: %d of %d never shown\n", wrong, ROUNDS);
		return 1;
	}
	puts("only words that were shown");
	return 0;
}
