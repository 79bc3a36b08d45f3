// SPDX-License-Identifier: MIT
/*
 * Unbounded backlog, wait: when the queue is full, who logs waits for the writer.
 *
 * @how   log_line() waits while MEMORY lines are waiting, and the writer signals that
 *        there is room
 * @why   The limit is checked under the same lock that guards the list, so it can't be
 *        passed; the fast side is slowed down to the pace of the slow one.
 * @cost  the program stands still when the disk does; whoever must never wait can't log
 *        in this way
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { LINES = 6, MEMORY = 3 };

struct line { struct line *next; int number; };
static struct line *first, **last = &first;
static int waiting, most;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
static pthread_cond_t room = PTHREAD_COND_INITIALIZER;

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
	while (waiting == MEMORY) {
		pthread_cond_wait(&room, &lock);
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
	for (int i = 0; i < LINES; i++) {
		pthread_mutex_lock(&lock);
		while (first == NULL) {
			pthread_cond_wait(&filled, &lock);
		}
		struct line *line = first;
		first = line->next;
		last = first == NULL ? &first : last;
		waiting -= 1;
		pthread_cond_signal(&room);
		pthread_mutex_unlock(&lock);
		fprintf(arg, "line %d\n", line->number);
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
	pthread_join(writer, NULL);
	if (most > MEMORY) {
		fprintf(stderr, "wrong: %d lines were waiting\n", most);
		return 1;
	}
	puts("log within its memory");
	return 0;
}
