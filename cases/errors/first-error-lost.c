// SPDX-License-Identifier: MIT
/*
 * First error lost: the consequence is written over the cause.
 *
 * One thread fetches the exchange rate, another waits for it to work out a price, and
 * both note what goes wrong in one slot.  Today the bank sends "n/a".  The fetcher
 * notes that.  This wakes the other thread, which finds itself without a rate and
 * notes its own complaint over the first one.  Both are right and both take the lock;
 * but what main reports is the consequence, and nobody thinks of asking the bank.
 *
 * @level   2
 * @cwe     393
 * @topic   T0
 * @stdout  no price: the bank sent n/a
 * @misses  tsan: both writes are under the lock, so there is no data race; that the
 *          second wipes out the first is no race either
 * @misses  helgrind: both writes are under the lock; what is written is no concern of
 *          the tool
 * @misses  drd: both writes are under the lock; what is written is no concern of the tool
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @hint    Which failure comes first, and what does the slot hold after the second?
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
	error = why;						//~ error: write
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
