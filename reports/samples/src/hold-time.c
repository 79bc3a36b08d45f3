// SPDX-License-Identifier: MIT
/* A lock is held for a tenth of a second (DRD measures it when asked with --exclusive-threshold). */
#include <pthread.h>
#include <unistd.h>

static pthread_mutex_t door = PTHREAD_MUTEX_INITIALIZER;

int
main(void)
{
	pthread_mutex_lock(&door);
	usleep(100 * 1000);
	pthread_mutex_unlock(&door);
	return 0;
}
