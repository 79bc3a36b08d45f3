// SPDX-License-Identifier: MIT
/*
 * First error lost, kept: only the first complaint gets into the slot.
 *
 * @how   fail() writes only if the slot is still empty
 * @why   Test and write are under one lock, so exactly the first failure stays; what
 *        follows from it finds the slot taken.
 * @cost  later errors are not seen at all, even if they are not consequences
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static const char bank_failed[] = "the bank sent n/a";

static double rate;
static const char *error;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void
fail(const char *why)
{
	pthread_mutex_lock(&lock);
	if (error == NULL) {
		error = why;
	}
	pthread_cond_signal(&changed);
	pthread_mutex_unlock(&lock);
}

static void *
fetch_rate(void *unused)
{
	double number = strtod("n/a", NULL);		/* what the bank sent */

	if (number <= 0) {
		fail(bank_failed);
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
	while (rate == 0 && error == NULL) {
		pthread_cond_wait(&changed, &lock);
	}
	int known = rate != 0;
	pthread_mutex_unlock(&lock);
	if (!known) {
		fail("there is no rate");
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
	if (error != bank_failed) {
		fprintf(stderr, "wrong: \"%s\", not \"%s\"\n", error, bank_failed);
		return 1;
	}
	printf("no price: %s\n", error);
	return 0;
}
