// SPDX-License-Identifier: MIT
/*
 * Config reload, swapped: make the new rules first, then put them in place of the old.
 *
 * @how         load() prepares the new rules aside, as before, and simply replaces the
 *              old ones; unload() is gone.
 * @why         `current` changes in one step from the old rules to the new ones, so
 *              every check finds either those or these. If the new rules can't be read,
 *              the old ones are still there.
 * @cost        For a moment both exist: twice the memory. With a lock it is plain when
 *              the old ones may be thrown away; without one, that is the difficult
 *              part.
 */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
char rules[2][40];			/* the old ones and the new ones */
const char *current;			/* NULL: none */

static void
load(int version)
{
	snprintf(rules[version % 2], sizeof(rules[0]), "%d: pills, lottery", version);
	pthread_mutex_lock(&lock);
	current = rules[version % 2];
	pthread_mutex_unlock(&lock);
}

static int
is_spam(const char *word)
{
	pthread_mutex_lock(&lock);
	int spam = current != NULL && strstr(current, word) != NULL;
	pthread_mutex_unlock(&lock);
	return spam;
}

static void *
receive(void *arg)
{
	int *let_through = arg;

	for (int i = 0; i < ROUNDS; i++) {
		*let_through += !is_spam("lottery");
	}
	return NULL;
}

int
main(void)
{
	pthread_t mail;
	int let_through = 0;

	load(0);
	pthread_create(&mail, NULL, receive, &let_through);
	for (int version = 1; version <= ROUNDS; version++) {
		load(version);
	}
	pthread_join(mail, NULL);
	if (let_through != 0) {
		fprintf(stderr, "wrong: %d of %d let through\n", let_through, ROUNDS);
		return 1;
	}
	puts("no spam let through");
	return 0;
}
