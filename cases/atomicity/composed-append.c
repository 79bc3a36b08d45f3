// SPDX-License-Identifier: MIT
/*
 * Composed append: the length of one word and the letters of another.
 *
 * A sign by the road shows SLOW or GO, and a camera appends the word to its report.
 * All the sign's functions are under its lock.  But append() is composed of two of
 * them: it asks for the length and then fetches so many letters.  If GO changes to SLOW
 * in between, the length is that of the old word and the letters are those of the new
 * one: the report says SL, which the sign never showed.
 *
 * @level   2
 * @cwe     362 367
 * @origin  Java 1.4: StringBuffer.append(StringBuffer) calls length() and then
 *          getChars() of the other buffer; each is synchronized, the two together
 *          aren't
 * @stdout  only words that were shown
 * @misses  tsan: the word is only touched under the lock, so there is no data race;
 *          that the length belongs to the letters ThreadSanitizer can't know
 * @misses  helgrind: every access is under the sign's lock, and Helgrind asks for
 *          nothing more
 * @misses  drd: the lock orders all accesses; that both calls must meet the same word
 *          DRD can't know
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @hint    Whose length is it by the time the letters are fetched?
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
get_length(void)
{
	pthread_mutex_lock(&lock);
	size_t n = strlen(letters);
	pthread_mutex_unlock(&lock);
	return n;
}

static void
get_letters(char *to, size_t n)
{
	pthread_mutex_lock(&lock);
	memcpy(to, letters, n);
	pthread_mutex_unlock(&lock);
}

static void
append(char *report)
{
	size_t end = strlen(report), n = get_length();	//~ length: read

	get_letters(report + end, n);			//~ letters: read
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
