// SPDX-License-Identifier: MIT
/*
 * Loop variable, by value: the postman gets the number, not its address.
 *
 * @how         The number itself travels in the pointer argument.
 * @why         Each thread gets a copy, made when it is created. Whatever main() does
 *              with its variable later is nobody else's business.
 * @cost        None, but only a single small integer fits, and the two casts need
 *              `intptr_t`.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>

#define STREETS 3

atomic_uint served;	/* one bit for each street */

static void *
postman(void *arg)
{
	int street = (int)(intptr_t)arg;

	atomic_fetch_or(&served, 1u << street);
	return NULL;
}

int
main(void)
{
	pthread_t thread[STREETS + 1];
	int street = 0, missed = 0;

	while (street < STREETS) {
		street += 1;
		pthread_create(&thread[street], NULL, postman, (void *)(intptr_t)street);
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
