// SPDX-License-Identifier: MIT
/*
 * TLS destructor, fixed: the journal has a copy of the name it will be signed with.
 *
 * @how   Copy the name into the journal when the journal is opened.
 * @why   The journal's destructor uses only what belongs to the journal, so that it no longer
 *        matters which destructor comes first.
 * @cost  The name twice, and a change of name would have to be told to the journal.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

enum { WORKERS = 2, ROOM = 16 };

struct journal {
	char name[ROOM];
	int lines;
};

pthread_key_t name_key, journal_key;
atomic_int unsigned_journals;

static void
journal_close(void *arg)
{
	struct journal *journal = arg;

	if (journal->name[0] == '\0') {
		unsigned_journals += 1;
	}
	free(journal);
}

static void *
worker(void *arg)
{
	struct journal *journal = calloc(1, sizeof *journal);
	char *name = malloc(ROOM);

	snprintf(name, ROOM, "worker %d", *(const int *)arg);
	snprintf(journal->name, ROOM, "%s", name);
	pthread_setspecific(name_key, name);
	pthread_setspecific(journal_key, journal);
	journal->lines += 1;
	return NULL;
}

int
main(void)
{
	pthread_t workers[WORKERS];
	int number[WORKERS];

	pthread_key_create(&name_key, free);
	pthread_key_create(&journal_key, journal_close);
	for (int i = 0; i < WORKERS; i++) {
		number[i] = i + 1;
		pthread_create(&workers[i], NULL, worker, &number[i]);
	}
	for (int i = 0; i < WORKERS; i++) {
		pthread_join(workers[i], NULL);
	}
	if (unsigned_journals != 0) {
		fprintf(stderr, "wrong: %d journals without a name\n", unsigned_journals);
		return 1;
	}
	printf("every journal signed\n");
	return 0;
}
