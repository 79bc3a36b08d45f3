// SPDX-License-Identifier: MIT
/* A thread is cancelled at once: it goes on to where it waits, and cleans up with its lock. */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t never = PTHREAD_COND_INITIALIZER;
static const char *began = "-", *waited = "-", *cleaned = "-";

static void
clean_up(void *unused)
{
	(void)unused;
	cleaned = "cleaned up";
	pthread_mutex_unlock(&lock);
}

static void *
wait(void *unused)
{
	began = "began";
	pthread_mutex_lock(&lock);
	waited = "waited";
	pthread_cleanup_push(clean_up, NULL);
	for (;;) {
		pthread_cond_wait(&never, &lock);
	}
	pthread_cleanup_pop(0);
	return unused;
}

int
main(void)
{
	pthread_t other;

	pthread_create(&other, NULL, wait, NULL);
	pthread_cancel(other);
	pthread_join(other, NULL);
	printf("%s, %s, %s\n", began, waited, cleaned);
	return pthread_mutex_trylock(&lock);
}
