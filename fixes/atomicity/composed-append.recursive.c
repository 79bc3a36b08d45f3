// SPDX-License-Identifier: MIT
/*
 * Composed append, lock held by the caller: the small functions lock again.
 *
 * @how         append() takes the sign's lock itself and keeps it over both calls; the
 *              lock is made recursive (by an initialiser of glibc; elsewhere by
 *              pthread_mutexattr_settype()), so that both functions may still take it.
 * @why         The thread that holds a recursive lock may take it again; all others wait
 *              until append() gives it back. So both calls meet the same word.
 * @cost        It is no longer plain who holds the lock for how long, and whoever
 *              composes functions must know of it.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
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
	pthread_mutex_lock(&lock);
	size_t end = strlen(report), n = get_length();

	get_letters(report + end, n);
	pthread_mutex_unlock(&lock);
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
