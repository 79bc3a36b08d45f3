// SPDX-License-Identifier: MIT
/*
 * Time-out ignored: the letter waits 10 ms for the printer, then prints regardless.
 *
 * The report has the printer and is out of paper; the clerk brings paper only
 * when the letter is done.  With a plain lock these three would wait in a circle
 * for ever, so somebody made it a timed lock, the usual cure for a deadlock.  But
 * the cure is in the return value, and nobody looks at it.  ETIMEDOUT means "you
 * do NOT have the lock": the letter lands between the report's two pages, and
 * then it unlocks a printer that is still the report's.
 *
 * @level   2
 * @cwe     252 832
 * @topic   T0
 * @stdout  report-1 report-2 letter
 * @expect  tsan      bad-unlock(letter)
 * @expect  helgrind  bad-unlock(letter)
 * @expect  drd       bad-unlock(letter)
 * @expect  native    wrong-result
 * @expect  explore   bad-unlock(letter)
 * @expect  explore   bad-unlock(report)
 * @expect  explore   wrong-result
 * @hint    What does the letter know about the printer after pthread_mutex_timedlock()?
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
	pthread_mutex_lock(&printer);		//~ report: lock
	strcat(tray, "report-1 ");
	sem_post(&out_of_paper);
	sem_wait(&paper);
	strcat(tray, "report-2 ");
	pthread_mutex_unlock(&printer);		//~ report: unlock
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
	pthread_mutex_timedlock(&printer, &deadline);	//~ letter: lock
	strcat(tray, "letter ");
	pthread_mutex_unlock(&printer);		//~ letter: unlock
	return NULL;
}

int
main(void)
{
	pthread_t report, letter;

	sem_init(&out_of_paper, 0, 0);
	sem_init(&paper, 0, 0);
	pthread_create(&report, NULL, print_report, NULL);
	sem_wait(&out_of_paper);
	pthread_create(&letter, NULL, print_letter, NULL);
	pthread_join(letter, NULL);
	sem_post(&paper);
	pthread_join(report, NULL);
	if (strcmp(tray, "report-1 report-2 letter ") != 0) {
		fprintf(stderr, "wrong: in the tray lie %s\n", tray);
		return 1;
	}
	puts("report-1 report-2 letter");
	return 0;
}
