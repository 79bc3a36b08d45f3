// SPDX-License-Identifier: MIT
/*
 * Stack argument, fixed: the order is on the heap and belongs to the cook.
 *
 * @how   Allocate the order; the cook frees it.
 * @why   An allocated block lives until somebody frees it, however many functions
 *        return.  Ownership goes to the cook together with the address.
 * @cost  One allocation an order, and a rule that must be kept: the cook frees.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

enum { TABLES = 3 };

atomic_int served;

static void *
cook(void *arg)
{
	int *dishes = arg;

	served += *dishes;
	free(dishes);
	return NULL;
}

static void
take_order(pthread_t *helper, int guests)
{
	int *dishes = malloc(sizeof *dishes);

	*dishes = 2 * guests;
	pthread_create(helper, NULL, cook, dishes);
}

int
main(void)
{
	pthread_t cooks[TABLES];
	int ordered = 0;

	for (int guests = 1; guests <= TABLES; guests++) {
		take_order(&cooks[guests - 1], guests);
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
