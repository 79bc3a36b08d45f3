// SPDX-License-Identifier: MIT
/*
 * Journal order, numbered: a note says which place it has, and is put there.
 *
 * @how         The change takes its number under the table's lock, and the note is
 *              written to the place of that number.
 * @why         The numbers are given out in the order of the changes, so the journal,
 *              read from its beginning, has that order, whoever writes first. No two
 *              notes have the same place, so the journal needs no lock.
 * @cost        The journal has holes for moments: whoever reads it while it is being
 *              written must wait for the missing numbers.
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

struct entry journal[2 * ROUNDS];
int entries;

static void
change(int article, int price)
{
	pthread_mutex_lock(&table_lock);
	int number = entries++;

	table[article] = price;
	pthread_mutex_unlock(&table_lock);

	journal[number] = (struct entry){ article, price };
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
