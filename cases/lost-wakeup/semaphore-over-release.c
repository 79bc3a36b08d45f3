// SPDX-License-Identifier: MIT
/*
 * Semaphore over-release: whoever never had a line hangs up all the same.
 *
 * The server allows us two connections at a time, and a semaphore hands them out.  A
 * bad address is found out before a line is taken, but its way out is the common one,
 * and that gives a line back.  A semaphore has no owners: it believes every post and
 * counts up.  After the second bad address it has four lines to give, and all three
 * threads can be connected at once.  Nothing hangs and nothing crashes; the limit has
 * just silently grown.
 *
 * @level   2
 * @cwe     765 821
 * @topic   T3 T4
 * @origin  sirix issue 1072: the memory-mapped storage's semaphore
 * @stdout  never more than 2 lines
 * @misses  tsan: each post is a correct call and the counters are locked; that it gives
 *          back what was never taken is known to nobody but the program
 * @misses  helgrind: a semaphore, unlike a mutex, may be posted by any thread at any
 *          time, so no call is wrong in itself
 * @misses  drd: a semaphore may be posted by any thread at any time, so no call is
 *          wrong in itself
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @hint    For each way through fetch(): how often is sem_wait() called, and how often
 *          sem_post()?
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>

enum { LINES = 2, THREADS = 3 };

static const char *const urls[2 * THREADS] = {
	"http//typo.example", "http://bakery.example", "http://forest.example",
	"http://bridge.example", "htp://slip.example", "http://museum.example",
};
static sem_t lines;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int connected, most;

static void
count(int change)
{
	pthread_mutex_lock(&lock);
	connected += change;
	most = connected > most ? connected : most;
	pthread_mutex_unlock(&lock);
}

static void
fetch(const char *url)
{
	if (strncmp(url, "http://", 7) != 0) {
		goto out;				//~ bad-url
	}
	sem_wait(&lines);				//~ line: wait
	count(+1);
	/* The page is read here. */
	count(-1);
out:
	sem_post(&lines);				//~ line: signal
}

static void *
downloader(void *arg)
{
	const char *const *mine = arg;

	fetch(mine[0]);
	fetch(mine[1]);
	return NULL;
}

int
main(void)
{
	pthread_t threads[THREADS];
	int left;

	sem_init(&lines, 0, LINES);
	for (int i = 0; i < THREADS; i++) {
		pthread_create(&threads[i], NULL, downloader, (void *)&urls[2 * i]);
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
	}
	sem_getvalue(&lines, &left);
	if (left != LINES || most > LINES) {
		fprintf(stderr, "wrong: %d lines now, %d used at once\n", left, most);
		return 1;
	}
	printf("never more than %d lines\n", LINES);
	return 0;
}
