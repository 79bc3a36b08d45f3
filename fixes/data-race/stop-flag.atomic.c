// SPDX-License-Identifier: MIT
/*
 * Stop flag, with an atomic: the flag may change at any time, and the compiler knows it.
 *
 * @how         The flag is `atomic_bool`.
 * @why         An atomic is read afresh each time round. What was written before the flag
 *              was set is also seen by the one who sees it set.
 * @cost        The guard still polls and burns processor time until closing; good where
 *              he looks only now and then between other work.
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

atomic_bool closing;
bool doors_locked;

static void *
guard(void *arg)
{
	(void)arg;
	while (!closing) {
		sched_yield();
	}
	doors_locked = true;
	return NULL;
}

int
main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, guard, NULL);
	closing = true;
	pthread_join(thread, NULL);

	if (!doors_locked) {
		fprintf(stderr, "wrong: the doors of 1 museum are open all night\n");
		return 1;
	}
	puts("doors locked");
	return 0;
}
