// SPDX-License-Identifier: MIT
/*
 * Double-checked lock: a quick look at the pointer says nothing of what it points to.
 *
 * The settings are loaded by whoever needs them first.  To spare the lock,
 * every thread first looks at the pointer without it.  One that finds the pointer set
 * has taken no lock and so is promised nothing: compiler and processor may
 * let it see the pointer before the port behind it.  An x86 processor keeps its
 * stores in order, so the program mostly looks right there; on ARM the port can be 0.
 *
 * @level   3
 * @cwe     609 366
 * @stdout  listening on port 8080
 * @expect  tsan      race(config)
 * @expect  tsan      race(port) 60%
 * @expect  helgrind  race(config)
 * @expect  helgrind  race(port)
 * @expect  drd       race(config)
 * @expect  drd       race(port)
 * @expect  native    wrong-result may
 * @expect  explore   race(config)
 * @expect  explore   race(port)
 * @hint    A thread finds the pointer set without the lock: what promises it the port?
 */
#include <pthread.h>
#include <stdio.h>

#define WORKERS 3

struct config {
	int port;
};

pthread_mutex_t config_lock = PTHREAD_MUTEX_INITIALIZER;
struct config loaded;
struct config *config;

static struct config *
get_config(void)
{
	struct config *s = config;			//~ config: read

	if (s == NULL) {
		pthread_mutex_lock(&config_lock);
		s = config;
		if (s == NULL) {
			s = &loaded;
			s->port = 8080;			//~ port: write
			config = s;			//~ config: write
		}
		pthread_mutex_unlock(&config_lock);
	}
	return s;
}

static void *
worker(void *arg)
{
	int *port = arg;

	*port = get_config()->port;			//~ port: read
	return NULL;
}

int
main(void)
{
	pthread_t thread[WORKERS];
	int port[WORKERS];

	for (int i = 0; i < WORKERS; i++) {
		pthread_create(&thread[i], NULL, worker, &port[i]);
	}
	for (int i = 0; i < WORKERS; i++) {
		pthread_join(thread[i], NULL);
	}

	for (int i = 0; i < WORKERS; i++) {
		if (port[i] != 8080) {
			fprintf(stderr, "wrong: worker %d got port %d\n", i, port[i]);
			return 1;
		}
	}
	printf("listening on port %d\n", config->port);
	return 0;
}
