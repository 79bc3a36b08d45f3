// SPDX-License-Identifier: MIT
/*
 * TLS destructor, fixed: name and journal are one value with one destructor.
 *
 * @how   Keep both in one struct under one key.
 * @why   Inside one destructor the order is the order of its lines: it signs first and frees
 *        last.
 * @cost  Whoever owns the two parts must agree on one struct, which separate libraries can't.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

enum { WORKERS = 2, ROOM = 16 };

struct desk {
	char name[ROOM];
	int lines;
};

pthread_key_t desk_key;
atomic_int unsigned_journals;

static void
desk_close(void *arg)
{
	struct desk *desk = arg;

	if (desk->name[0] == '\0') {
		unsigned_journals += 1;
	}
	free(desk);
}

static void *
worker(void *arg)
{
	struct desk *desk = calloc(1, sizeof *desk);

	snprintf(desk->name, ROOM, "worker %d", *(const int *)arg);
	pthread_setspecific(desk_key, desk);
	desk->lines += 1;
	return NULL;
}

int
main(void)
{
	pthread_t workers[WORKERS];
	int number[WORKERS];

	pthread_key_create(&desk_key, desk_close);
	for (int i = 0; i < WORKERS; i++) {
		number[i] = i + 1;
		pthread_create(&workers[i], NULL, worker, &number[i]);
	}
	for (int i = 0; i < WORKERS; i++) {
		pthread_join(workers[i], NULL);
	}
	if (unsigned_journals != 0) {
		fprintf(stderr, "wrong: %d journals without a name\n", unsigned_journals);
		return 1;
	}
	printf("every journal signed\n");
	return 0;
}
