// SPDX-License-Identifier: MIT
/*
 * Read-write lock unlocked twice: a reader leaves twice, and no writer ever gets in.
 *
 * For a word that isn't in the index there is a special branch, which unlocks, and then
 * comes the common exit, which unlocks again.  A read-write lock doesn't know its readers,
 * it counts them; and when more leave than have entered, the count is wrong.  All goes
 * well as long as everybody only reads.  The first writer waits for readers that don't
 * exist, for ever, long after the thread that unlocked too often has ended.
 *
 * @level   2
 * @cwe     765
 * @stdout  word added
 * @misses  tsan: ThreadSanitizer doesn't count who leaves a read lock, and a hang is no report
 * @expect  helgrind  bad-unlock(leave)
 * @expect  drd       bad-unlock(leave)
 * @expect  native    hang
 * @expect  explore   bad-unlock(leave)
 * @hint    How often does look_up() unlock for a word that isn't in the index?
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>

enum { PAGES = 3 };

pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
int page_of[PAGES] = { 4, 0, 9 };

static int
look_up(int word)
{
	int page;

	pthread_rwlock_rdlock(&lock);
	page = page_of[word];
	if (page == 0) {
		pthread_rwlock_unlock(&lock);	//~ not-found: unlock
		fprintf(stderr, "word %d is not in the index\n", word);
	}
	pthread_rwlock_unlock(&lock);	//~ leave: unlock
	return page;
}

static void *
reader(void *arg)
{
	int *pages = arg;

	for (int word = 0; word < PAGES; word++) {
		*pages += look_up(word);
	}
	return NULL;
}

int
main(void)
{
	pthread_t thread;
	int pages = 0;

	pthread_create(&thread, NULL, reader, &pages);
	pthread_join(thread, NULL);

	pthread_rwlock_wrlock(&lock);	//~ add: lock
	page_of[1] = 7;
	pthread_rwlock_unlock(&lock);
	if (pages != 13) {
		fprintf(stderr, "wrong: %d pages\n", pages);
		return 1;
	}
	printf("word added\n");
	return 0;
}
