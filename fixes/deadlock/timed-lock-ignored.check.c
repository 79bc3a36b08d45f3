// SPDX-License-Identifier: MIT
/*
 * Time-out ignored, fixed: whoever does not get the printer does not print.
 *
 * @how     the result of the timed lock is looked at; the letter that could
 *          not be printed is printed at the end
 * @why     Only a thread that got 0 back has the lock and may print and
 *          unlock. The others leave empty-handed and say so, and whoever knows
 *          better when to try again does.
 * @cost    the caller must be ready to be refused: something must be put off,
 *          tried again or given up
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

pthread_mutex_t printer = PTHREAD_MUTEX_INITIALIZER;
sem_t out_of_paper, paper;
char tray[64];

static void *
print_report(void *arg)
{
	(void)arg;
	pthread_mutex_lock(&printer);
	strcat(tray, "report-1 ");
	sem_post(&out_of_paper);
	sem_wait(&paper);
	strcat(tray, "report-2 ");
	pthread_mutex_unlock(&printer);
	return NULL;
}

static void *
print_letter(void *arg)
{
	struct timespec deadline;

	(void)arg;
	clock_gettime(CLOCK_REALTIME, &deadline);
	deadline.tv_nsec += 10 * 1000 * 1000;
	deadline.tv_sec += deadline.tv_nsec / 1000000000;
	deadline.tv_nsec %= 1000000000;
	if (pthread_mutex_timedlock(&printer, &deadline) != 0) {
		return "busy";
	}
	strcat(tray, "letter ");
	pthread_mutex_unlock(&printer);
	return NULL;
}

int
main(void)
{
	pthread_t report, letter;
	void *busy;

	sem_init(&out_of_paper, 0, 0);
	sem_init(&paper, 0, 0);
	pthread_create(&report, NULL, print_report, NULL);
	sem_wait(&out_of_paper);
	pthread_create(&letter, NULL, print_letter, NULL);
	pthread_join(letter, &busy);
	sem_post(&paper);
	pthread_join(report, NULL);
	if (busy != NULL) {
		print_letter(NULL);
	}
	if (strcmp(tray, "report-1 report-2 letter ") != 0) {
		fprintf(stderr, "wrong: in the tray lie %s\n", tray);
		return 1;
	}
	puts("report-1 report-2 letter");
	return 0;
}
