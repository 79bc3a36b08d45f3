// SPDX-License-Identifier: MIT
/*
 * Daemon at exit: the last lines of the log die with the thread that kept them.
 *
 * A detached logger collects lines on a page and prints the page when it is full.
 * Nobody tells it that the program is ending, and nobody can join a detached thread.
 * When main returns, the process ends with the logger in the middle of whatever it was
 * doing: exit() empties the buffers of stdio, but it knows nothing of `page` or of the
 * queue.  The last lines, the ones that say why the program stopped, are never printed;
 * in a program as short as this one, not even the first four are.
 *
 * @level   2
 * @cwe     459
 * @topic   T0 T2 T4
 * @stdout  open\nread\nchange\ncheck\nsave\nclose
 * @misses  tsan: every access is under the lock, and a detached thread may outlive main,
 *          so this is not even a thread leak
 * @misses  helgrind: every access is under the lock, and the logger holds none when it
 *          is killed
 * @misses  drd: every access is under the lock, and a thread killed by exit is no error
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @hint    Six lines are logged: who holds the fifth and the sixth when main returns?
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
		pthread_cond_wait(&filled, &lock);		//~ next: wait
	}
	const char *line = queue[head++ % ROOM];
	pthread_mutex_unlock(&lock);
	return line;
}

static void *
logger(void *unused)
{
	const char *page[BATCH];
	int lines = 0;

	for (;;) {
		page[lines++] = take();				//~ page: write
		if (lines == BATCH) {
			for (int i = 0; i < lines; i++) {
				puts(page[i]);
			}
			lines = 0;
		}
	}
	return unused;
}

int
main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, logger, NULL);
	pthread_detach(thread);					//~ daemon: create
	say("open");
	say("read");
	say("change");
	say("check");
	say("save");
	say("close");
	return 0;						//~ leave
}
