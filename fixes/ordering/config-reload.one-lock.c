// SPDX-License-Identifier: MIT
/*
 * Config reload, one lock: nobody looks while the rules are being changed.
 *
 * @how         The lock is held from before unload() until after load(); the two no
 *              longer take it themselves.
 * @why         A check comes before the change or after it, never into the gap.
 * @cost        All mail waits while the new rules are read, which may take long; and if
 *              they can't be read, the old ones are gone.
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
unload(void)
{
	current = NULL;
}

static void
load(int version)
{
	snprintf(rules[version % 2], sizeof(rules[0]), "%d: pills, lottery", version);
	current = rules[version % 2];
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
		pthread_mutex_lock(&lock);
		unload();
		load(version);
		pthread_mutex_unlock(&lock);
	}
	pthread_join(mail, NULL);
	if (let_through != 0) {
		fprintf(stderr, "wrong: %d of %d let through\n", let_through, ROUNDS);
		return 1;
	}
	puts("no spam let through");
	return 0;
}
