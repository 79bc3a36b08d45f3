// SPDX-License-Identifier: MIT
/*
 * TLS destructor: a thread's journal is to be signed with a name that is already freed.
 *
 * Each worker keeps its name and its journal under keys of thread-specific data, and
 * when it ends both are destroyed.  The journal's destructor wants to sign with
 * the worker's name.  But POSIX doesn't say in which order the destructors are called, and
 * each value is set to NULL before its destructor is called.  glibc begins with the key that
 * was created first: the name.  When the journal is closed, its worker has none any more.
 *
 * @level   3
 * @cwe     672
 * @origin  libglvnd issue 35: one library's thread destructor needs another one's thread data
 * @stdout  every journal signed
 * @misses  tsan: every thread uses only values of its own, so nothing can race
 * @misses  helgrind: every thread uses only values of its own, so nothing can race
 * @misses  drd: every thread uses only values of its own, so nothing can race
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @hint    In which order are a thread's destructors called, and who has promised it?
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
	const char *name = pthread_getspecific(name_key);	//~ name: use

	if (name == NULL) {
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

	pthread_key_create(&name_key, free);	//~ name: free
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
