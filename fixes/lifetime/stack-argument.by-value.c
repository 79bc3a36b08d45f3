// SPDX-License-Identifier: MIT
/*
 * Stack argument, fixed: the number itself is handed over, not its address.
 *
 * @how   Pass the number in the pointer argument.
 * @why   pthread_create copies the pointer's value into the new thread, so there is
 *        nothing left in memory that could go away.
 * @cost  Only for what fits into a pointer, and the casts hide the type.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>

enum { TABLES = 3 };

atomic_int served;

static void *
cook(void *arg)
{
	int dishes = (int)(intptr_t)arg;

	served += dishes;
	return NULL;
}

static void
take_order(pthread_t *helper, int guests)
{
	intptr_t dishes = 2 * guests;

	pthread_create(helper, NULL, cook, (void *)dishes);
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
