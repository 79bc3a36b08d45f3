// SPDX-License-Identifier: MIT
/*
 * Stack argument, fixed: the orders live in main, which outlives the cooks.
 *
 * @how   Keep one variable a cook in main and pass its address down.
 * @why   Main joins all cooks before it returns, so that its variables exist for as
 *        long as any cook may read them, and each cook has a variable of its own.
 * @cost  The caller must keep the storage and must know how many orders there are.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

enum { TABLES = 3 };

atomic_int served;

static void *
cook(void *arg)
{
	const int *dishes = arg;

	served += *dishes;
	return NULL;
}

static void
take_order(pthread_t *helper, int *dishes, int guests)
{
	*dishes = 2 * guests;
	pthread_create(helper, NULL, cook, dishes);
}

int
main(void)
{
	pthread_t cooks[TABLES];
	int dishes[TABLES];
	int ordered = 0;

	for (int guests = 1; guests <= TABLES; guests++) {
		take_order(&cooks[guests - 1], &dishes[guests - 1], guests);
		ordered += 2 * guests;
	}
	for (int table = 0; table < TABLES; table++) {
		pthread_join(cooks[table], NULL);
	}
	if (served != ordered) {
		fprintf(stderr, "wrong: %d dishes ordered, %d served\n", ordered, served);
		return 1;
	}
	printf("%d dishes served\n", served);
	return 0;
}
