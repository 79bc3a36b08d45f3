// SPDX-License-Identifier: MIT
/* Children whose threads wait: for ever, or so it seems. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "hostile.h"

static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t never = PTHREAD_COND_INITIALIZER;
static pthread_barrier_t both;

static void *
lock_both(void *first)
{
	pthread_mutex_t *second = first == (void *)&a ? &b : &a;
	pthread_mutex_lock(first);
	pthread_barrier_wait(&both);
	pthread_mutex_lock(second);
	return NULL;
}

static int
do_deadlock(void)
{
	pthread_t t[2];
	puts("before");
	fflush(stdout);
	pthread_barrier_init(&both, NULL, 2);
	pthread_create(&t[0], NULL, lock_both, &a);
	pthread_create(&t[1], NULL, lock_both, &b);
	pthread_join(t[0], NULL);
	return 0;
}

static int shared;

static void *
touch(void *arg)
{
	(void)arg;
	shared++;
	return NULL;
}

/* A report, hence a symbolizer process, before the hang. */
static int
do_race_deadlock(void)
{
	pthread_t t[2];
	pthread_create(&t[0], NULL, touch, NULL);
	pthread_create(&t[1], NULL, touch, NULL);
	pthread_join(t[0], NULL);
	pthread_join(t[1], NULL);
	return do_deadlock();
}

static int
do_fork_deadlock(void)
{
	if (fork() == 0) {
		do_deadlock();
	}
	wait(NULL);
	return 0;
}

/* The main thread ends; the others are stuck. */
static int
do_leader_gone(void)
{
	pthread_t t[2];
	pthread_barrier_init(&both, NULL, 2);
	pthread_create(&t[0], NULL, lock_both, &a);
	pthread_create(&t[1], NULL, lock_both, &b);
	pthread_exit(NULL);
}

static int
do_cond_wait(void)
{
	pthread_mutex_lock(&a);
	pthread_cond_wait(&never, &a);
	return 0;
}

static int
do_timed_wait(void)
{
	struct timespec t;
	clock_gettime(CLOCK_REALTIME, &t);
	t.tv_sec += atoi(argument);
	pthread_mutex_lock(&a);
	return pthread_cond_timedwait(&never, &a, &t) == ETIMEDOUT ? 0 : 1;
}

static void *
lock_a(void *arg)
{
	pthread_mutex_lock(&a);
	pthread_mutex_unlock(&a);
	return arg;
}

static int
do_sleeping_owner(void)
{
	pthread_t t;
	pthread_mutex_lock(&a);
	pthread_create(&t, NULL, lock_a, NULL);
	nap(atof(argument));
	pthread_mutex_unlock(&a);
	pthread_join(t, NULL);
	return 0;
}

static void *
sleep_holding(void *arg)
{
	pthread_mutex_lock(&a);
	pthread_barrier_wait(&both);
	nap(atof(argument));
	pthread_mutex_unlock(&a);
	return arg;
}

/* The sleeper is the first thread after main: where ThreadSanitizer's own would be. */
static int
do_sleeping_worker(void)
{
	pthread_t t;
	pthread_barrier_init(&both, NULL, 2);
	pthread_create(&t, NULL, sleep_holding, NULL);
	pthread_barrier_wait(&both);
	pthread_mutex_lock(&a);
	return 0;
}

static void *
doze(void *arg)
{
	for (;;) {
		nap(0.05);
	}
	return arg;
}

/* What ThreadSanitizer's background thread looks like from outside. */
static int
do_dozer_deadlock(void)
{
	pthread_t t;
	pthread_create(&t, NULL, doze, NULL);
	nap(0.02);
	return do_deadlock();
}

static int
do_read_pipe(void)
{
	int ends[2];
	char c;
	alarm(LIFE_S);
	return pipe(ends) < 0 || read(ends[0], &c, 1) < 0;
}

static void *
pass_on(void *arg)
{
	for (int i = 0; i < atoi(argument); i++) {
		pthread_barrier_wait(&both);
		nap(arg ? 0.003 : 0);
	}
	return NULL;
}

/* Two threads that wake each other: now and then both are in a futex wait, never for long. */
static int
do_ping_pong(void)
{
	pthread_t t;
	pthread_barrier_init(&both, NULL, 2);
	pthread_create(&t, NULL, pass_on, &a);
	pass_on(NULL);
	pthread_join(t, NULL);
	return 0;
}

const struct mode hostile_wait[] = {
	{"deadlock", do_deadlock},
	{"race-deadlock", do_race_deadlock},
	{"fork-deadlock", do_fork_deadlock},
	{"leader-gone", do_leader_gone},
	{"cond-wait", do_cond_wait},
	{"timed-wait", do_timed_wait},
	{"sleeping-owner", do_sleeping_owner},
	{"sleeping-worker", do_sleeping_worker},
	{"dozer-deadlock", do_dozer_deadlock},
	{"read-pipe", do_read_pipe},
	{"ping-pong", do_ping_pong},
	{NULL, NULL},
};
