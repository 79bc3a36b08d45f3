// SPDX-License-Identifier: MIT
/* Ends by SIGTERM with a lock held, as at a time-out. */
#include <pthread.h>
#include <signal.h>

static pthread_mutex_t door = PTHREAD_MUTEX_INITIALIZER;

int
main(void)
{
	pthread_mutex_lock(&door);
	raise(SIGTERM);
	return 0;
}
