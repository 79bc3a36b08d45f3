// SPDX-License-Identifier: MIT
/* A non-recursive mutex of the error-checking kind is locked twice. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <pthread.h>

static pthread_mutex_t door = PTHREAD_ERRORCHECK_MUTEX_INITIALIZER_NP;

int
main(void)
{
	pthread_mutex_lock(&door);
	pthread_mutex_lock(&door);
	pthread_mutex_unlock(&door);
	return 0;
}
