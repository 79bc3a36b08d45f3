// SPDX-License-Identifier: MIT
/*
 * Descriptor reused: a file number that by now stands for another file.
 *
 * The logger keeps its lines in memory and writes them when it is told to stop.
 * Main closes the log first and stops the logger last.  In between it opens the
 * report, and the kernel gives it the lowest free number: the one the log just
 * had.  The logger's number is still valid, it only means something else now,
 * so no call fails.  The log line ends up in the report.
 *
 * @level   2
 * @cwe     910
 * @stdout  total: 12
 * @expect  native    wrong-result
 * @misses  tsan: closing, opening and writing happen in an order that the lock makes
 *          certain; the order is wrong, but it is no race
 * @misses  helgrind: it watches memory and locks, not what a file number stands for
 * @misses  drd: it watches memory and locks, not what a file number stands for
 * @expect  explore   wrong-result
 * @hint    Which file does the number `log_file` stand for when the logger uses it?
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t told = PTHREAD_COND_INITIALIZER;
bool stop;

static void *
logger(void *arg)
{
	int log_file = *(int *)arg;

	pthread_mutex_lock(&lock);
	while (!stop) {
		pthread_cond_wait(&told, &lock);
	}
	pthread_mutex_unlock(&lock);
	dprintf(log_file, "3 requests\n");	//~ log: use
	return NULL;
}

static void
stop_logger(pthread_t thread)
{
	pthread_mutex_lock(&lock);
	stop = true;
	pthread_cond_signal(&told);
	pthread_mutex_unlock(&lock);
	pthread_join(thread, NULL);
}

int
main(void)
{
	int log_file = memfd_create("log", 0);
	char text[80] = "";
	pthread_t thread;

	pthread_create(&thread, NULL, logger, &log_file);

	close(log_file);	//~ log: free
	int report = memfd_create("report", 0);	//~ log: create
	dprintf(report, "total: 12\n");
	stop_logger(thread);

	ssize_t size = pread(report, text, sizeof text - 1, 0);
	if (size < 0 || strcmp(text, "total: 12\n") != 0) {
		fprintf(stderr, "wrong: the report has log lines in it:\n%s", text);
		return 1;
	}
	fputs(text, stdout);
	return 0;
}
