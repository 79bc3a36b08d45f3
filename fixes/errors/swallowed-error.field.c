// SPDX-License-Identifier: MIT
/*
 * Swallowed error, in the branch itself: the error lies beside the value it belongs to.
 *
 * @how   the thread stores its message in the branch's own `error` field, and main looks
 *        at it wherever it uses `taken`
 * @why   The field has one writer, and main reads it after the join.  It also works where
 *        threads are not joined one by one, as in a pool.
 * @cost  a pointer for each branch, and it is still up to the reader to look
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { BRANCHES = 3 };

struct branch {
	const char *report, *error;
	long taken;			/* stays 0 if the report can't be read */
};

static void *
read_report(void *arg)
{
	struct branch *branch = arg;
	char *end;
	long taken = strtol(branch->report, &end, 10);

	if (*end != '\0') {
		branch->error = "not a number";
		return NULL;
	}
	branch->taken = taken;
	return NULL;
}

int
main(void)
{
	struct branch branch[BRANCHES] = {
		{ .report = "120" }, { .report = "1O4" }, { .report = "95" },
	};
	pthread_t reader[BRANCHES];
	long total = 0;
	int unread = 0, told = 0;

	for (int i = 0; i < BRANCHES; i++) {
		pthread_create(&reader[i], NULL, read_report, &branch[i]);
	}
	for (int i = 0; i < BRANCHES; i++) {
		pthread_join(reader[i], NULL);
		told += branch[i].error != NULL;
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
