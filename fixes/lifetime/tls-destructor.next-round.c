// SPDX-License-Identifier: MIT
/*
 * TLS destructor, fixed: the name's destructor waits until the journal is closed.
 *
 * @how   As long as there is a journal, put the name back instead of freeing it.
 * @why   When all destructors have run, those whose key has a value again are called once
 *        more: in that second round the journal is gone, and the name can be freed.
 * @cost  The name must know of the journal, and POSIX promises only four rounds.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

enum { WORKERS = 2, ROOM = 16 };

struct journal {
	int lines;
};

pthread_key_t name_key, journal_key;
atomic_int unsigned_journals;

static void
journal_close(void *arg)
{
	struct journal *journal = arg;
	const char *name = pthread_getspecific(name_key);

	if (name == NULL) {
		unsigned_journals += 1;
	}
	free(journal);
}

static void
name_close(void *arg)
{
	if (pthread_getspecific(journal_key) != NULL) {
		pthread_setspecific(name_key, arg);
	} else {
		free(arg);
	}
}

static void *
worker(void *arg)
{
	struct journal *journal = calloc(1, sizeof *journal);
	char *name = malloc(ROOM);

	snprintf(name, ROOM, "worker %d", *(const int *)arg);
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

	pthread_key_create(&name_key, name_close);
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
