// SPDX-License-Identifier: MIT
/* A mutex is used after its destruction, another without initialisation. */
#include <pthread.h>
#include <string.h>

static pthread_mutex_t gone, garbage;

int
main(void)
{
	pthread_mutex_init(&gone, NULL);
	pthread_mutex_destroy(&gone);
	pthread_mutex_lock(&gone);
	pthread_mutex_unlock(&gone);
	memset(&garbage, 0x5A, sizeof garbage);
	pthread_mutex_destroy(&garbage);
	return 0;
}
