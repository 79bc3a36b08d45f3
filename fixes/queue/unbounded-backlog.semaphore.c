// SPDX-License-Identifier: MIT
/*
 * Unbounded backlog, semaphore: a place in memory is taken before the line is made.
 *
 * @how   a counting semaphore starts with MEMORY places; log_line() takes one first,
 *        the writer gives it back when it has freed the line
 * @why   A semaphore never goes below zero, so there are never more than MEMORY lines,
 *        even counting the one that is just being written; log_line() waits before it
 *        allocates.
 * @cost  the program waits for the disk, as it does with a condition
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>

enum { LINES = 6, MEMORY = 3 };

struct line { struct line *next; int number; };
static struct line *first, **last = &first;
static int waiting, most;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
static sem_t places;

static void
log_line(int number)
{
	sem_wait(&places);
	struct line *line = calloc(1, sizeof *line);

	if (line == NULL) {
		perror("log_line");
		exit(1);
	}
	line->number = number;
	pthread_mutex_lock(&lock);
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
		pthread_mutex_unlock(&lock);
		fprintf(arg, "line %d\n", line->number);
		free(line);
		sem_post(&places);
	}
	return NULL;
}

int
main(void)
{
	pthread_t writer;

	sem_init(&places, 0, MEMORY);
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
