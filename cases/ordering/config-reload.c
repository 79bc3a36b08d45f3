// SPDX-License-Identifier: MIT
/*
 * Config reload: the old rules are thrown away before the new ones are there.
 *
 * A mail filter reads its rules anew while mail goes on coming in.  unload() and load()
 * are each under the lock, and so is the check.  But between the two there are no
 * rules: a mail that comes just then is checked against nothing and let through.  No
 * error, no crash; just some spam, each time somebody edits the rules.
 *
 * @level   2
 * @cwe     362 696
 * @origin  MySQL bug 791: while the binary log is changed for a new one it is closed
 *          for a moment, and statements made in that moment are not logged
 * @stdout  no spam let through
 * @misses  tsan: rules in use are only touched under the lock, so there is no data race;
 *          that there should always be some is the program's own rule
 * @misses  helgrind: the lock orders every access, and Helgrind asks for nothing more
 * @misses  drd: the lock orders all accesses; what must hold at every moment DRD can't
 *          know
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @hint    What does is_spam() say between unload() and load()?
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
	pthread_mutex_lock(&lock);
	current = NULL;					//~ unload: write
	pthread_mutex_unlock(&lock);
}

static void
load(int version)
{
	snprintf(rules[version % 2], sizeof(rules[0]), "%d: pills, lottery", version);
	pthread_mutex_lock(&lock);
	current = rules[version % 2];			//~ load: write
	pthread_mutex_unlock(&lock);
}

static int
is_spam(const char *word)
{
	pthread_mutex_lock(&lock);
	int spam = current != NULL && strstr(current, word) != NULL;	//~ check: read
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
		unload();
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
