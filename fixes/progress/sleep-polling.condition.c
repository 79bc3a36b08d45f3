// SPDX-License-Identifier: MIT
/*
 * Sleep polling, fixed: the monitor is told of every build, and at once.
 *
 * @how   A count of finished builds, a mutex and a condition variable.
 * @why   A count remembers what happened while nobody looked, and the condition
 *        variable wakes the monitor when there is something to see.
 * @cost  A lock and a signal for each build; no wake-ups when nothing happens.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

enum { BUILDS = 3 };

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t built = PTHREAD_COND_INITIALIZER;
int finished;
bool day_over;
unsigned checksum = 1;

static void
compile(void)
{
	for (int i = 0; i < 1000; i++) {
		checksum = checksum * 31 + 7;
	}
}

static void *
build_server(void *arg)
{
	(void)arg;
	for (int i = 0; i < BUILDS; i++) {
		compile();
		pthread_mutex_lock(&lock);
		finished += 1;
		day_over = finished == BUILDS;
		pthread_cond_signal(&built);
		pthread_mutex_unlock(&lock);
	}
	return NULL;
}

int
main(void)
{
	pthread_t server;
	int reported = 0;

	pthread_create(&server, NULL, build_server, NULL);
	pthread_mutex_lock(&lock);
	while (reported < finished || !day_over) {
		if (reported == finished) {
			pthread_cond_wait(&built, &lock);
		} else {
			reported += 1;
		}
	}
	pthread_mutex_unlock(&lock);
	pthread_join(server, NULL);

	if (reported != BUILDS) {
		fprintf(stderr, "wrong: %d of %d builds reported\n", reported, BUILDS);
		return 1;
	}
	printf("%d builds reported\n", reported);
	return 0;
}
