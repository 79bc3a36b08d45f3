// SPDX-License-Identifier: MIT
/* A read-write lock is unlocked once too often, another is destroyed while held. */
#include <pthread.h>

static pthread_rwlock_t twice, held;

int
main(void)
{
	pthread_rwlock_init(&twice, NULL);
	pthread_rwlock_init(&held, NULL);
	pthread_rwlock_wrlock(&held);
	pthread_rwlock_destroy(&held);
	pthread_rwlock_rdlock(&twice);
	pthread_rwlock_unlock(&twice);
	pthread_rwlock_unlock(&twice);
	return 0;
}
