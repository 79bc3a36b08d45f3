// SPDX-License-Identifier: MIT
/* Waits for signals, files, names and writers: prints what each brought. */
#include <assert.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/uio.h>
#include <unistd.h>

static volatile sig_atomic_t handled;
static int pipe_ends[2], tokens;
static pthread_rwlock_t lock;

static void
handler(int signal)
{
	handled = signal;
}

static void *
waits_for_signals(void *set)
{
	struct timespec soon = {0, 1000};
	sigset_t none;
	int signal;

	assert(sigwait(set, &signal) == 0 && signal == SIGUSR1);
	assert(sigtimedwait(set, NULL, &soon) == -1);
	sigemptyset(&none);
	while (!handled) {
		sigsuspend(&none);
	}
	assert(handled == SIGUSR2);
	return NULL;
}

static void *
waits_for_files(void *unused)
{
	struct epoll_event wanted = {.events = EPOLLIN}, got;
	struct iovec in;
	char byte = 0;
	int list = epoll_create1(0);

	assert(epoll_ctl(list, EPOLL_CTL_ADD, pipe_ends[0], &wanted) == 0);
	assert(epoll_wait(list, &got, 1, -1) == 1);
	in = (struct iovec){&byte, 1};
	assert(readv(pipe_ends[0], &in, 1) == 1 && byte == 'x');
	close(list);
	return unused;
}

static void *
takes_by_name(void *unused)
{
	sem_t *sem = sem_open("/hazard-shim-test", 0);

	assert(sem != SEM_FAILED);
	sem_wait(sem);
	sem_close(sem);
	pthread_rwlock_wrlock(&lock);
	tokens++;
	pthread_rwlock_unlock(&lock);
	return unused;
}

static void *
never_returns(void *unused)
{
	pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL);
	for (;;) {
		sched_yield();
	}
	return unused;
}

int
main(void)
{
	struct sigaction action = {.sa_handler = handler};
	struct iovec out = {"x", 1};
	pthread_rwlockattr_t kind;
	pthread_t t[4];
	sigset_t set;
	void *result;
	sem_t *sem = sem_open("/hazard-shim-test", O_CREAT | O_EXCL, 0600, 0);

	assert(sem != SEM_FAILED && pipe(pipe_ends) == 0);
	pthread_rwlockattr_init(&kind);
	pthread_rwlockattr_setkind_np(&kind, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
	pthread_rwlock_init(&lock, &kind);
	sigaction(SIGUSR2, &action, NULL);
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigaddset(&set, SIGUSR2);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	sigdelset(&set, SIGUSR2);
	pthread_create(&t[0], NULL, waits_for_signals, &set);
	pthread_create(&t[1], NULL, waits_for_files, NULL);
	pthread_create(&t[2], NULL, takes_by_name, NULL);
	pthread_create(&t[3], NULL, never_returns, NULL);
	kill(getpid(), SIGUSR1);
	assert(writev(pipe_ends[1], &out, 1) == 1);
	sem_post(sem);
	pthread_rwlock_rdlock(&lock);
	assert(tokens <= 1);
	pthread_rwlock_unlock(&lock);
	pthread_kill(t[0], SIGUSR2);
	pthread_cancel(t[3]);
	for (int i = 0; i < 4; i++) {
		pthread_join(t[i], &result);
	}
	assert(result == PTHREAD_CANCELED && tokens == 1);
	sem_close(sem);
	assert(sem_unlink("/hazard-shim-test") == 0 && sem_unlink("/hazard-shim-test") == -1);
	puts("all came");
	return 0;
}
