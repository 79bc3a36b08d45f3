// SPDX-License-Identifier: MIT
/* A mutex is destroyed while it is locked. */
#include <pthread.h>

static pthread_mutex_t door;

int
main(void)
{
	pthread_mutex_init(&door, NULL);
	pthread_mutex_lock(&door);
	pthread_mutex_destroy(&door);
	return 0;
}
