// SPDX-License-Identifier: MIT
/*
 * Stack argument: a thread reads a local of a function that has returned.
 *
 * `take_order` works out the number of dishes in a variable on its own stack,
 * starts a cook with its address and returns.  From then on the variable no longer
 * exists.  The next call uses the same piece of stack for the next order, so
 * that a cook who looks late cooks the wrong order, or something that isn't an
 * order at all.
 *
 * @level   1
 * @cwe     562 366
 * @stdout  12 dishes served
 * @expect  tsan      race(dishes)
 * @expect  helgrind  race(dishes)
 * @expect  drd       race(dishes)
 * @expect  native    wrong-result
 * @expect  explore   race(dishes)
 * @expect  explore   wrong-result
 * @hint    How long does `dishes` live, and how long does the cook need it?
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

	served += *dishes;	//~ dishes: read
	return NULL;
}

static void
take_order(pthread_t *helper, int guests)
{
	int dishes = 2 * guests;	//~ dishes: write

	pthread_create(helper, NULL, cook, &dishes);	//~ start: create
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
