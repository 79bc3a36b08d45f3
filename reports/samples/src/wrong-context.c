// SPDX-License-Identifier: MIT
/* A function that must be called without locks is called with one (clang 18 and later can say so). */
#include <pthread.h>

__attribute__((weak)) void __tsan_check_no_mutexes_held(void);
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void
wait_for_reply(void)
{
	if (__tsan_check_no_mutexes_held) {
		__tsan_check_no_mutexes_held();
	}
}

int
main(void)
{
	pthread_mutex_lock(&lock);
	wait_for_reply();
	pthread_mutex_unlock(&lock);
	return 0;
}
