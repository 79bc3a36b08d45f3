// SPDX-License-Identifier: MIT
/*
 * Double-checked lock, acquire and release: the pointer brings what it points to.
 *
 * @how         The pointer is atomic; it is stored with release after the port was
 *              written, and the first look loads it with acquire.
 * @why         An acquire load that sees the value of a release store also sees
 *              everything written before that store. The second look may be relaxed, for
 *              the lock orders it.
 * @cost        Nothing on x86 for the quick look, a slightly dearer load on 64-bit ARM;
 *              but it is the version that is easily got wrong.
 * @false-alarm helgrind race(config): Helgrind does not take C11 atomics for
 *              synchronisation, so it does not see that the acquire load orders the
 *              reader after the writer
 * @false-alarm helgrind race(port): Helgrind does not take C11 atomics for
 *              synchronisation, so it does not see that the acquire load orders the
 *              reader after the writer
 * @false-alarm drd race(config): DRD does not take C11 atomics for synchronisation, so it
 *              does not see that the acquire load orders the reader after the writer
 * @false-alarm drd race(port): DRD does not take C11 atomics for synchronisation, so it
 *              does not see that the acquire load orders the reader after the writer
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#define WORKERS 3

struct config {
	int port;
};

pthread_mutex_t config_lock = PTHREAD_MUTEX_INITIALIZER;
struct config loaded;
struct config *_Atomic config;

static struct config *
get_config(void)
{
	struct config *s;

	s = atomic_load_explicit(&config, memory_order_acquire);	//~ config: read
	if (s == NULL) {
		pthread_mutex_lock(&config_lock);
		s = atomic_load_explicit(&config, memory_order_relaxed);
		if (s == NULL) {
			s = &loaded;
			s->port = 8080;					//~ port: write
			atomic_store_explicit(&config, s, memory_order_release); //~ config: write
		}
		pthread_mutex_unlock(&config_lock);
	}
	return s;
}

static void *
worker(void *arg)
{
	int *port = arg;

	*port = get_config()->port;				//~ port: read
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
