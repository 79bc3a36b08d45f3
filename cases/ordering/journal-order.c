// SPDX-License-Identifier: MIT
/*
 * Journal order: the journal tells the same story in another order.
 *
 * Every change of a price is noted in a journal, from which a second shop builds its
 * own table.  Table and journal each have a lock.  But between changing the price and
 * noting it, no lock is held: two clerks may change a price in one order and note it in
 * the other.  Then the last price in the table and the last one in the journal differ,
 * and the two shops have different prices.
 *
 * @level   3
 * @cwe     362 696
 * @origin  MySQL bug 169: a deletion and an insertion are done in one order and logged
 *          in the other, so a replica has other rows
 * @stdout  both shops have the same prices
 * @misses  tsan: the table is under its lock and the journal under its own, so there is
 *          no data race; that both must have the same order is nowhere written
 * @misses  helgrind: each datum has its lock; that one follows the other Helgrind can't
 *          know
 * @misses  drd: all accesses to one place are ordered by its lock; DRD looks at one
 *          place at a time
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @hint    Two clerks have just changed the same price: who writes into the journal
 *          first?
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
	table[article] = price;					//~ table: write
	pthread_mutex_unlock(&table_lock);

	pthread_mutex_lock(&journal_lock);
	journal[entries++] = (struct entry){ article, price };	//~ journal: write
	pthread_mutex_unlock(&journal_lock);
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
