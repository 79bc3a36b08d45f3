// SPDX-License-Identifier: MIT
/*
 * Journal order, nested: the table stays locked until the change has been noted.
 *
 * @how         The journal is written while the table's lock is still held.
 * @why         Between a change and its note nobody else can make a change, so the
 *              notes come in the order of the changes. The order table before journal
 *              is the same everywhere, so nobody waits in a circle.
 * @cost        Every change now waits for the slowest part of the change before it, the
 *              journal; with a disk behind it, that is what a database fights with.
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

struct entry {
	int article, price;
};

pthread_mutex_t table_lock = PTHREAD_MUTEX_INITIALIZER;
int table[ROUNDS], second_shop[ROUNDS];		/* the price of each article */

pthread_mutex_t journal_lock = PTHREAD_MUTEX_INITIALIZER;
struct entry journal[2 * ROUNDS];
int entries;

static void
change(int article, int price)
{
	pthread_mutex_lock(&table_lock);
	table[article] = price;

	pthread_mutex_lock(&journal_lock);
	journal[entries++] = (struct entry){ article, price };
	pthread_mutex_unlock(&journal_lock);
	pthread_mutex_unlock(&table_lock);
}

static void *
clerk(void *arg)
{
	const int *price = arg;

	for (int i = 0; i < ROUNDS; i++) {
		change(i, *price);
	}
	return NULL;
}

int
main(void)
{
	int low = 5, high = 6, differ = 0;
	pthread_t ann, bob;

	pthread_create(&ann, NULL, clerk, &low);
	pthread_create(&bob, NULL, clerk, &high);
	pthread_join(ann, NULL);
	pthread_join(bob, NULL);

	for (int i = 0; i < entries; i++) {
		second_shop[journal[i].article] = journal[i].price;
	}
	for (int i = 0; i < ROUNDS; i++) {
		differ += table[i] != second_shop[i];
	}
	if (differ != 0) {
		fprintf(stderr, "wrong: %d of %d prices differ\n", differ, ROUNDS);
		return 1;
	}
	puts("both shops have the same prices");
	return 0;
}
