// SPDX-License-Identifier: MIT
/* Right uses of most calls: none may be reported, and every one has its documented answer. */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER, robust;
static pthread_mutex_t recursive = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static pthread_mutex_t checked = PTHREAD_ERRORCHECK_MUTEX_INITIALIZER_NP;
static pthread_cond_t bell = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t shared = PTHREAD_RWLOCK_INITIALIZER;
static pthread_barrier_t barrier;
static pthread_spinlock_t spin;
static sem_t semaphore;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static _Thread_local int mine = 42;
static int cleaned, destroyed, onces, ready;

static void
destroy(void *value)
{
	(void)value;
	pthread_mutex_lock(&lock);
	destroyed++;
	pthread_mutex_unlock(&lock);
}

static void
count_once(void)
{
	onces++;
}

static void *
work(void *argument)
{
	assert(mine == 42);
	mine = 1;
	errno = 77;
	pthread_setspecific(key, argument);
	pthread_once(&once, count_once);
	pthread_mutex_lock(&recursive);
	pthread_mutex_lock(&recursive);
	pthread_mutex_unlock(&recursive);
	pthread_mutex_unlock(&recursive);
	pthread_mutex_lock(&checked);
	assert(pthread_mutex_lock(&checked) == EDEADLK);
	pthread_mutex_unlock(&checked);
	pthread_barrier_wait(&barrier);
	pthread_rwlock_rdlock(&shared);
	pthread_rwlock_unlock(&shared);
	pthread_spin_lock(&spin);
	pthread_spin_unlock(&spin);
	sem_wait(&semaphore);
	sem_post(&semaphore);
	pthread_mutex_lock(&lock);
	while (!ready) {
		pthread_cond_wait(&bell, &lock);
	}
	pthread_mutex_unlock(&lock);
	assert(errno == 77 && mine == 1);
	pthread_exit(argument);
}

static void
clean(void *argument)
{
	(void)argument;
	cleaned++;
	pthread_mutex_unlock(&lock);
}

static void *
wait_for_ever(void *argument)
{
	pthread_mutex_lock(&lock);
	pthread_cleanup_push(clean, NULL);
	for (;;) {
		pthread_cond_wait(&bell, &lock);
	}
	pthread_cleanup_pop(1);
	return argument;
}

static void *
die_with_lock(void *argument)
{
	pthread_mutex_lock(&robust);
	return argument;
}

static int
c11(void *argument)
{
	mtx_t m;
	struct timespec past = {0};

	(void)argument;
	assert(mtx_init(&m, mtx_timed) == thrd_success);
	assert(mtx_lock(&m) == thrd_success && mtx_timedlock(&m, &past) != thrd_success);
	mtx_unlock(&m);
	thrd_exit(5);
}

static void
second_half(void)
{
	struct timespec at, later;
	pthread_mutexattr_t attributes;
	pthread_t t;
	thrd_t u;
	void *result;
	int value;

	pthread_mutexattr_init(&attributes);
	pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
	pthread_mutex_init(&robust, &attributes);
	pthread_create(&t, NULL, die_with_lock, NULL);
	pthread_join(t, NULL);
	assert(pthread_mutex_lock(&robust) == EOWNERDEAD && pthread_mutex_consistent(&robust) == 0);
	assert(pthread_mutex_unlock(&robust) == 0 && pthread_mutex_lock(&robust) == 0);
	pthread_mutex_unlock(&robust);
	pthread_create(&t, NULL, wait_for_ever, NULL);
	pthread_cancel(t);
	pthread_join(t, &result);
	assert(result == PTHREAD_CANCELED && pthread_mutex_trylock(&lock) == 0);
	clock_gettime(CLOCK_REALTIME, &at);
	at.tv_sec++;
	assert(pthread_cond_timedwait(&bell, &lock, &at) == ETIMEDOUT);
	pthread_mutex_unlock(&lock);
	clock_gettime(CLOCK_REALTIME, &later);
	assert(later.tv_sec >= at.tv_sec);
	usleep(1000);
	assert(thrd_create(&u, c11, NULL) == thrd_success && thrd_join(u, &value) == thrd_success && value == 5);
}

int
main(void)
{
	pthread_t threads[2];
	void *result;

	pthread_key_create(&key, destroy);
	pthread_barrier_init(&barrier, NULL, 2);
	pthread_spin_init(&spin, 0);
	sem_init(&semaphore, 0, 1);
	for (long i = 0; i < 2; i++) {
		pthread_create(&threads[i], NULL, work, (void *)(i + 10));
	}
	pthread_mutex_lock(&lock);
	ready = 1;
	pthread_cond_broadcast(&bell);
	pthread_mutex_unlock(&lock);
	for (long i = 0; i < 2; i++) {
		pthread_join(threads[i], &result);
		assert((long)result == i + 10);
	}
	second_half();
	assert(destroyed == 2 && onces == 1 && mine == 42);
	puts("all as documented");
	return 0;
}
