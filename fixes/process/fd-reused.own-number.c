// SPDX-License-Identifier: MIT
/*
 * Descriptor reused, fixed: the logger has a number of its own.
 *
 * @how   Give the logger a duplicate (dup), which only the logger closes.
 * @why   The duplicate keeps the log open and its number taken, whatever main does with
 *        its own number: every number has one owner.
 * @cost  One more descriptor for each user of the file.
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
	int own_log = *(int *)arg;

	pthread_mutex_lock(&lock);
	while (!stop) {
		pthread_cond_wait(&told, &lock);
	}
	pthread_mutex_unlock(&lock);
	dprintf(own_log, "3 requests\n");
	close(own_log);
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
	int own_log = dup(log_file);
	char text[80] = "";
	pthread_t thread;

	pthread_create(&thread, NULL, logger, &own_log);

	close(log_file);
	int report = memfd_create("report", 0);
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
