// SPDX-License-Identifier: MIT
/*
 * Double-checked lock, once: the library does the quick look, and does it right.
 *
 * @how         pthread_once() calls the loading function for the first thread and makes
 *              the others wait for it.
 * @why         When pthread_once() returns, the loading is done and all that it wrote is
 *              seen by the caller.
 * @cost        A library call at each use, with a quick look inside; the loading function
 *              takes no argument and can't report failure.
 * @false-alarm helgrind race(config): Helgrind does not know pthread_once() as
 *              synchronisation, so it does not see that the readers come after the
 *              loading
 * @false-alarm helgrind race(port): Helgrind does not know pthread_once() as
 *              synchronisation, so it does not see that the readers come after the
 *              loading
 */
#include <pthread.h>
#include <stdio.h>

#define WORKERS 3

struct config {
	int port;
};

pthread_once_t config_once = PTHREAD_ONCE_INIT;
struct config loaded;
struct config *config;

static void
load_config(void)
{
	loaded.port = 8080;			//~ port: write
	config = &loaded;			//~ config: write
}

static struct config *
get_config(void)
{
	pthread_once(&config_once, load_config);
	return config;				//~ config: read
}

static void *
worker(void *arg)
{
	int *port = arg;

	*port = get_config()->port;		//~ port: read
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
