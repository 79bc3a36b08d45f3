// SPDX-License-Identifier: MIT
/*
 * Descriptor reused, fixed: the log is closed when nobody uses it any more.
 *
 * @how   Stop the logger first, then close the log.
 * @why   The number is given back to the kernel only after the logger has been joined, so
 *        nobody is left who could use it for the wrong file.
 * @cost  The log stays open until the end.
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
	dprintf(log_file, "3 requests\n");
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

	int report = memfd_create("report", 0);
	dprintf(report, "total: 12\n");
	stop_logger(thread);
	close(log_file);

	ssize_t size = pread(report, text, sizeof text - 1, 0);
	if (size < 0 || strcmp(text, "total: 12\n") != 0) {
		fprintf(stderr, "wrong: the report has log lines in it:\n%s", text);
		return 1;
	}
	fputs(text, stdout);
	return 0;
}
