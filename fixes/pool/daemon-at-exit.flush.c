// SPDX-License-Identifier: MIT
/*
 * Daemon at exit, flushed: the logger stays a daemon and prints everything when asked.
 *
 * @how   a NULL line means "print what you have": the logger does, and posts
 *        `printed`; main waits for that before it returns
 * @why   NULL is behind all lines, so when `printed` is posted nothing is left on the
 *        page; what dies with the logger then is only its waiting.
 * @cost  every way out of main needs the flush; lines said after it are lost as before
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { ROOM = 8, BATCH = 4 };

static const char *queue[ROOM];	/* room for all lines */
static int head, tail;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
static sem_t printed;

static void
say(const char *line)
{
	pthread_mutex_lock(&lock);
	queue[tail++ % ROOM] = line;
	pthread_cond_signal(&filled);
	pthread_mutex_unlock(&lock);
}

static const char *
take(void)
{
	pthread_mutex_lock(&lock);
	while (head == tail) {
		pthread_cond_wait(&filled, &lock);
	}
	const char *line = queue[head++ % ROOM];
	pthread_mutex_unlock(&lock);
	return line;
}

static void *
logger(void *unused)
{
	const char *page[BATCH], *line;
	int lines = 0;

	for (;;) {
		line = take();
		if (line != NULL) {
			page[lines++] = line;
		}
		if (line == NULL || lines == BATCH) {
			for (int i = 0; i < lines; i++) {
				puts(page[i]);
			}
			lines = 0;
		}
		if (line == NULL) {
			sem_post(&printed);
		}
	}
	return unused;
}

int
main(void)
{
	pthread_t thread;

	sem_init(&printed, 0, 0);
	pthread_create(&thread, NULL, logger, NULL);
	pthread_detach(thread);
	say("open");
	say("read");
	say("change");
	say("check");
	say("save");
	say("close");
	say(NULL);
	sem_wait(&printed);
	return 0;
}
