// SPDX-License-Identifier: MIT
/*
 * Unbounded backlog: lines for the log are handed over faster than they are written.
 *
 * So that nobody has to wait for the disk, log_line() only puts a line into a queue,
 * and a thread of its own writes them to stderr.  Nothing says "enough": a line is put in
 * faster than the writer gets it to the disk, and so the queue grows for as long as the
 * burst lasts.  On a quiet day nobody notices.  On the day when everything goes wrong
 * and is logged, the log eats the memory, and the program is killed by what should have
 * explained its troubles.  (Here there is memory for three lines, and `most` says how
 * many there were.)
 *
 * @level   2
 * @cwe     770
 * @topic   T3
 * @origin  actor-framework (CAF) issue 794: the logger's queue
 * @stdout  log within its memory
 * @misses  tsan: the list is locked at every access; how long it may get is not written
 *          anywhere that a tool could read
 * @misses  helgrind: the list is locked at every access; how long it may get, it
 *          doesn't know
 * @misses  drd: the list is locked at every access; how long it may get, it doesn't
 *          know
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @hint    Which line of log_line() ever waits for the writer?
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
	*last = line;						//~ backlog: write
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
