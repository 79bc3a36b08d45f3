// SPDX-License-Identifier: MIT
/*
 * Swallowed error, taken from the join: main asks what the thread returned.
 *
 * @how   pthread_join() stores the thread's result, and main counts those not NULL
 * @why   The result is the one thing that pthread_join hands over; NULL means that all
 *        went well, everything else is the message.
 * @cost  one pointer a thread is all there is: a message must be static or allocated
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
		return "not a number";
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
		void *error;
		pthread_join(reader[i], &error);
		told += error != NULL;
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
