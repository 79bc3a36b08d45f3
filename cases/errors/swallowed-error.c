// SPDX-License-Identifier: MIT
/*
 * Swallowed error: a worker fails, says so, and nobody listens.
 *
 * Three branch offices send their takings, and a thread reads each report.  One number
 * has a letter O for a zero.  Its thread does the right thing and returns an error;
 * but main joins with NULL in place of "where shall the result go?", so the error is
 * thrown away.  The total is too small by one branch and looks like any other total.
 *
 * @level   1
 * @cwe     252 391
 * @topic   T0 T2
 * @stdout  taken 215, 1 branch missing
 * @misses  tsan: pthread_join orders everything, so there is no data race; the tool
 *          does not ask whether a result is looked at
 * @misses  helgrind: pthread_join succeeds and orders everything; what the thread
 *          returned is no concern of the tool
 * @misses  drd: pthread_join succeeds and orders everything; what the thread returned
 *          is no concern of the tool
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @hint    read_report() returns a message: where does it go?
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { BRANCHES = 3 };

struct branch {
	const char *report;
	long taken;			/* stays 0 if the report can't be read */
};

static void *
read_report(void *arg)
{
	struct branch *branch = arg;
	char *end;
	long taken = strtol(branch->report, &end, 10);

	if (*end != '\0') {
		return "not a number";				//~ error: write
	}
	branch->taken = taken;
	return NULL;
}

int
main(void)
{
	struct branch branch[BRANCHES] = { { "120", 0 }, { "1O4", 0 }, { "95", 0 } };
	pthread_t reader[BRANCHES];
	long total = 0;
	int unread = 0, told = 0;

	for (int i = 0; i < BRANCHES; i++) {
		pthread_create(&reader[i], NULL, read_report, &branch[i]);
	}
	for (int i = 0; i < BRANCHES; i++) {
		pthread_join(reader[i], NULL);			//~ result: join
		total += branch[i].taken;
		unread += branch[i].taken == 0;
	}
	if (told != unread) {
		fprintf(stderr, "wrong: %d unread, %d reported\n", unread, told);
		return 1;
	}
	printf("taken %ld, %d branch missing\n", total, told);
	return 0;
}
