// SPDX-License-Identifier: MIT
/* A child dies with a robust mutex in shared memory: its parent is told so, and goes on. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(void)
{
	pthread_mutex_t *lock = mmap(NULL, sizeof *lock, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pthread_mutexattr_t attributes;
	int first, dead, again;

	pthread_mutexattr_init(&attributes);
	pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
	pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
	pthread_mutex_init(lock, &attributes);
	if (fork() == 0) {
		first = pthread_mutex_lock(lock);
		pthread_mutex_unlock(lock);
		pthread_mutex_lock(lock);
		_exit(first);
	}
	wait(&first);
	dead = pthread_mutex_lock(lock);
	pthread_mutex_consistent(lock);
	pthread_mutex_unlock(lock);
	again = pthread_mutex_lock(lock);
	pthread_mutex_unlock(lock);
	printf("%d %s %d\n", first, dead == EOWNERDEAD ? "dead" : "?", again);
	return 0;
}
