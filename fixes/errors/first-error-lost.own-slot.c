// SPDX-License-Identifier: MIT
/*
 * First error lost, a slot each: nobody can write over what another one said.
 *
 * @how   fetcher and pricer have a slot each, and main reports the fetcher's error if
 *        there is one: it is the earlier step
 * @why   Each slot has one writer, so both errors survive, and the order of the steps
 *        (not that of the clock) says which one is the cause.
 * @cost  a slot for each step; whoever reports has to know how the steps depend on each other
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static const char bank_failed[] = "the bank sent n/a";

static double rate;
static const char *fetch_error, *price_error;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void
fail(const char **slot, const char *why)
{
	pthread_mutex_lock(&lock);
	*slot = why;
	pthread_cond_signal(&changed);
	pthread_mutex_unlock(&lock);
}

static void *
fetch_rate(void *unused)
{
	double number = strtod("n/a", NULL);		/* what the bank sent */

	if (number <= 0) {
		fail(&fetch_error, bank_failed);
		return unused;
	}
	pthread_mutex_lock(&lock);
	rate = number;
	pthread_cond_signal(&changed);
	pthread_mutex_unlock(&lock);
	return unused;
}

static void *
work_out_price(void *unused)
{
	pthread_mutex_lock(&lock);
	while (rate == 0 && fetch_error == NULL) {
		pthread_cond_wait(&changed, &lock);
	}
	int known = rate != 0;
	pthread_mutex_unlock(&lock);
	if (!known) {
		fail(&price_error, "there is no rate");
	}
	return unused;
}

int
main(void)
{
	pthread_t fetcher, pricer;

	pthread_create(&fetcher, NULL, fetch_rate, NULL);
	pthread_create(&pricer, NULL, work_out_price, NULL);
	pthread_join(fetcher, NULL);
	pthread_join(pricer, NULL);
	const char *error = fetch_error != NULL ? fetch_error : price_error;
	if (error != bank_failed) {
		fprintf(stderr, "wrong: \"%s\", not \"%s\"\n", error, bank_failed);
		return 1;
	}
	printf("no price: %s\n", error);
	return 0;
}
