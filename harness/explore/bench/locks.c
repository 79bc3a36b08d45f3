// SPDX-License-Identifier: MIT
/* For scripts/bench: two threads move sums between two accounts, each move under a lock: plain accesses that a lock orders. */
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int account[2] = {100, 100};

static void *
work(void *argument)
{
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&lock);
		account[0] -= i;
		account[1] += i;
		pthread_mutex_unlock(&lock);
	}
	return argument;
}

int
main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, work, NULL);
	pthread_create(&b, NULL, work, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return account[0] + account[1] != 200;
}
