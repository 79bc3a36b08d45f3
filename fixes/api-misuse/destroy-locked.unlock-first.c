// SPDX-License-Identifier: MIT
/*
 * Destroyed while locked, fixed: the lock is released before it is destroyed.
 *
 * @how     journal_close() unlocks before it destroys
 * @why     A mutex may be destroyed when it is unlocked and nobody will use it
 *          again. All writers have been joined, so nobody can come between the
 *          unlock and the destruction.
 * @cost    nothing; but if a writer could still be running, this would only
 *          move the bug: join first
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

	pthread_mutex_lock(&journal->lock);
	entries = journal->entries;
	pthread_mutex_unlock(&journal->lock);
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
