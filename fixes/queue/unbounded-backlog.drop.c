// SPDX-License-Identifier: MIT
/*
 * Unbounded backlog, drop: what has no room isn't logged, but is counted.
 *
 * @how   log_line() throws a line away when the queue is full, and counts it; the
 *        writer can't count lines any more and ends at END, for which a place is kept
 * @why   The limit is checked under the lock, so it can't be passed, and nobody ever
 *        waits for the disk. The number lost goes to stderr: a log with a gap must say
 *        so.
 * @cost  lines are lost exactly when there is most to tell
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { LINES = 6, MEMORY = 3, END = 0 };

struct line { struct line *next; int number; };
static struct line *first, **last = &first;
static int waiting, most, written, dropped;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;

static void
log_line(int number)
{
	struct line *line = calloc(1, sizeof *line);

	if (line == NULL) {
		perror("log_line");
		exit(1);
	}
	line->number = number;
	pthread_mutex_lock(&lock);
	if (number != END && waiting == MEMORY - 1) {
		dropped += 1;
		pthread_mutex_unlock(&lock);
		free(line);
		return;
	}
	*last = line;
	last = &line->next;
	waiting += 1;
	most = waiting > most ? waiting : most;
	pthread_cond_signal(&filled);
	pthread_mutex_unlock(&lock);
}

static void *
write_log(void *arg)
{
	for (int number = 1; number != END;) {
		pthread_mutex_lock(&lock);
		while (first == NULL) {
			pthread_cond_wait(&filled, &lock);
		}
		struct line *line = first;
		first = line->next;
		last = first == NULL ? &first : last;
		waiting -= 1;
		pthread_mutex_unlock(&lock);
		number = line->number;
		if (number != END) {
			fprintf(arg, "line %d\n", number);
			written += 1;
		}
		free(line);
	}
	return NULL;
}

int
main(void)
{
	pthread_t writer;

	pthread_create(&writer, NULL, write_log, stderr);
	for (int number = 1; number <= LINES; number++) {
		log_line(number);
	}
	log_line(END);
	pthread_join(writer, NULL);
	fprintf(stderr, "%d lines not logged\n", dropped);
	if (most > MEMORY || written + dropped != LINES) {
		fprintf(stderr, "wrong: %d waiting, %d written\n", most, written);
		return 1;
	}
	puts("log within its memory");
	return 0;
}
