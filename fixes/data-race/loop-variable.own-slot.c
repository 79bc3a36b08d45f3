// SPDX-License-Identifier: MIT
/*
 * Loop variable, a slot for each: every postman gets a variable of his own.
 *
 * @how         An array holds one number for each thread; each gets the address of its
 *              own element.
 * @why         Nobody writes an element after its thread was created, and
 *              pthread_create() makes sure that the thread sees what was written before.
 *              The array lives until the joins.
 * @cost        A few bytes for each thread. The slot is also the place where more
 *              arguments, and a result, can go.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#define STREETS 3

atomic_uint served;	/* one bit for each street */

static void *
postman(void *arg)
{
	int street = *(int *)arg;

	atomic_fetch_or(&served, 1u << street);
	return NULL;
}

int
main(void)
{
	pthread_t thread[STREETS + 1];
	int slot[STREETS + 1];
	int street = 0, missed = 0;

	while (street < STREETS) {
		street += 1;
		slot[street] = street;
		pthread_create(&thread[street], NULL, postman, &slot[street]);
	}
	for (int i = 1; i <= STREETS; i++) {
		pthread_join(thread[i], NULL);
	}

	for (int i = 1; i <= STREETS; i++) {
		missed += (served & 1u << i) == 0;
	}
	if (missed != 0) {
		fprintf(stderr, "wrong: %d of %d streets got no mail\n", missed, STREETS);
		return 1;
	}
	puts("every street served");
	return 0;
}
