// SPDX-License-Identifier: MIT
/*
 * Daemon at exit, joined: the logger is told to finish, and main waits for it.
 *
 * @how   the thread stays joinable; main sends NULL as the last line and joins; the
 *        logger prints what is on the page and returns
 * @why   NULL is behind all lines, so when the join returns every line is printed.
 * @cost  the program's end waits for the log; every other exit() needs the same two lines
 */
#include <pthread.h>
#include <stdio.h>

enum { ROOM = 8, BATCH = 4 };

static const char *queue[ROOM];	/* room for all lines */
static int head, tail;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;

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

	do {
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
	} while (line != NULL);
	return unused;
}

int
main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, logger, NULL);
	say("open");
	say("read");
	say("change");
	say("check");
	say("save");
	say("close");
	say(NULL);
	pthread_join(thread, NULL);
	return 0;
}
