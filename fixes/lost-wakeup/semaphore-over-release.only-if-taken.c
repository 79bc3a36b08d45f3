// SPDX-License-Identifier: MIT
/*
 * Semaphore over-release, only if taken: the way out knows what it has to give back.
 *
 * @how   a flag says whether a line was taken, and `out` posts only then
 * @why   The flag is set right after the wait and nowhere else, so there are as many
 *        posts as waits, whichever way leads to `out`.
 * @cost  one variable for each thing that a function may hold; with several of them it
 *        is the way that stays readable
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
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
	bool has_line = false;

	if (strncmp(url, "http://", 7) != 0) {
		goto out;
	}
	sem_wait(&lines);
	has_line = true;
	count(+1);
	/* The page is read here. */
	count(-1);
out:
	if (has_line) {
		sem_post(&lines);
	}
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
