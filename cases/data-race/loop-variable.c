// SPDX-License-Identifier: MIT
/*
 * Loop variable: every thread gets the address of the same loop counter.
 *
 * Each postman is to serve one street, and is given `&street`.  That is not a
 * number but the place where main() goes on counting.  A new thread takes a while
 * to start, and when it looks, main() has counted on.  Several postmen walk the
 * last street, and the first street gets no mail.
 *
 * @level   1
 * @cwe     366
 * @topic   T4
 * @stdout  every street served
 * @expect  tsan      race(street)
 * @expect  helgrind  race(street)
 * @expect  drd       race(street)
 * @expect  native    wrong-result
 * @expect  explore   race(street)
 * @expect  explore   wrong-result
 * @hint    How many variables called `street` are there, and how many threads look at it?
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#define STREETS 3

atomic_uint served;	/* one bit for each street */

static void *
postman(void *arg)
{
	int street = *(int *)arg;		//~ street: read

	atomic_fetch_or(&served, 1u << street);
	return NULL;
}

int
main(void)
{
	pthread_t thread[STREETS + 1];
	int street = 0, missed = 0;

	while (street < STREETS) {
		street += 1;			//~ street: read, write
		pthread_create(&thread[street], NULL, postman, &street);
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
