// SPDX-License-Identifier: MIT
/* Calls that fail: unlocking somebody else's error-checking mutex, joining oneself. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <pthread.h>

static pthread_mutex_t door = PTHREAD_ERRORCHECK_MUTEX_INITIALIZER_NP;

int
main(void)
{
	pthread_mutex_unlock(&door);
	pthread_join(pthread_self(), NULL);
	return 0;
}
