// SPDX-License-Identifier: MIT
/*
 * Destroyed while locked, fixed: the last user does not lock at all.
 *
 * @how     journal_close() reads without the lock, as all writers have been
 *          joined
 * @why     pthread_join() orders all that the writers did before what comes
 *          after it. With nobody left to keep out, a lock protects nothing.
 * @cost    nothing at run time; journal_close() now relies on its caller
 *          having joined everybody, which its comment must say
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

/* All writers have been joined. */
static int
journal_close(struct journal *journal)
{
	int entries;

	entries = journal->entries;
	pthread_mutex_destroy(&journal->lock);
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
