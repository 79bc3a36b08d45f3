// SPDX-License-Identifier: MIT
/*
 * Read-read order: two read locks in opposite orders, while nobody wants to write.
 *
 * It looks wrong because one clerk locks customers and then orders and the other one
 * orders and then customers.  It is right because both lock for reading, which shuts
 * out writers only, and the one writer is done: main loads both tables before it
 * starts the clerks.  With a writer about it would be another matter: a reader who
 * comes after a waiting writer may have to wait for him, and then the circle can
 * close.
 *
 * @level   3
 * @cwe     833
 * @stdout  both clerks found 8 rows
 * @false-alarm tsan lock-order(first, second): ThreadSanitizer doesn't
 *          distinguish read locks from write locks when it looks for circles
 * @false-alarm helgrind lock-order(first, second): Helgrind doesn't
 *          distinguish read locks from write locks when it looks for circles
 * @hint    Who would have to wait for whom, and for which kind of lock?
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>

struct table {
	pthread_rwlock_t lock;
	int rows;
};

struct table customers = { .lock = PTHREAD_RWLOCK_INITIALIZER };
struct table orders = { .lock = PTHREAD_RWLOCK_INITIALIZER };

static void
load(struct table *table, int rows)
{
	pthread_rwlock_wrlock(&table->lock);
	table->rows = rows;
	pthread_rwlock_unlock(&table->lock);
}

static void *
count(struct table *one, struct table *other, int *rows)
{
	pthread_rwlock_rdlock(&one->lock);	//~ first: lock
	pthread_rwlock_rdlock(&other->lock);	//~ second: lock
	*rows = one->rows + other->rows;
	pthread_rwlock_unlock(&other->lock);
	pthread_rwlock_unlock(&one->lock);
	return NULL;
}

static void *
sales(void *arg)
{
	return count(&customers, &orders, arg);
}

static void *
accounts(void *arg)
{
	return count(&orders, &customers, arg);
}

int
main(void)
{
	pthread_t clerks[2];
	int rows[2];

	load(&customers, 3);
	load(&orders, 5);
	pthread_create(&clerks[0], NULL, sales, &rows[0]);
	pthread_create(&clerks[1], NULL, accounts, &rows[1]);
	pthread_join(clerks[0], NULL);
	pthread_join(clerks[1], NULL);

	if (rows[0] != 8 || rows[1] != 8) {
		fprintf(stderr, "wrong: %d and %d rows instead of 8\n", rows[0], rows[1]);
		return 1;
	}
	puts("both clerks found 8 rows");
	return 0;
}
