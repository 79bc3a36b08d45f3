// SPDX-License-Identifier: MIT
/*
 * Semaphore over-release, leave early: whoever has taken nothing goes straight out.
 *
 * @how   a bad address returns at once; the post comes only after the wait
 * @why   On the way that takes no line none is given back, and on the other there is
 *        exactly one wait and one post.
 * @cost  none; but the next check that is put between the wait and the post must not
 *        return
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
		return;
	}
	sem_wait(&lines);
	count(+1);
	/* The page is read here. */
	count(-1);
	sem_post(&lines);
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
