// SPDX-License-Identifier: MIT
/*
 * Destroyed while locked: the journal is closed under its own lock, which goes with it.
 *
 * Every other function of the journal locks first, so journal_close() does too,
 * and then it destroys the lock that it is holding.  POSIX calls that undefined.
 * glibc answers EBUSY and destroys nothing, and since nobody looks at the result
 * the program ends well.  Another library may clear away a lock that is still
 * held; whoever comes for it then waits for ever, or crashes.
 *
 * @level   2
 * @cwe     667
 * @stdout  6 entries
 * @expect  tsan      destroy-in-use(closing)
 * @expect  helgrind  destroy-in-use(closing)
 * @expect  helgrind  api-error(closing)
 * @expect  drd       destroy-in-use(closing)
 * @misses  native: glibc refuses with EBUSY, nobody looks at it, and the lock is never
 *          needed again
 * @expect  explore   destroy-in-use(closing)
 * @hint    Who unlocks the mutex that journal_close() locks?
 */
#include <pthread.h>
#include <stdio.h>

struct journal {
	pthread_mutex_t lock;
	int entries;
};

static void *
write_entries(void *arg)
{
	struct journal *journal = arg;

	for (int i = 0; i < 3; i++) {
		pthread_mutex_lock(&journal->lock);
		journal->entries += 1;
		pthread_mutex_unlock(&journal->lock);
	}
	return NULL;
}

static int
journal_close(struct journal *journal)
{
	int entries;

	pthread_mutex_lock(&journal->lock);	//~ closing: lock
	entries = journal->entries;
	pthread_mutex_destroy(&journal->lock);	//~ closing: free
	return entries;
}

int
main(void)
{
	struct journal journal = { .entries = 0 };
	pthread_t writers[2];
	int entries;

	pthread_mutex_init(&journal.lock, NULL);
	for (int i = 0; i < 2; i++) {
		pthread_create(&writers[i], NULL, write_entries, &journal);
	}
	for (int i = 0; i < 2; i++) {
		pthread_join(writers[i], NULL);
	}
	entries = journal_close(&journal);
	if (entries != 6) {
		fprintf(stderr, "wrong: %d entries\n", entries);
		return 1;
	}
	printf("%d entries\n", entries);
	return 0;
}
