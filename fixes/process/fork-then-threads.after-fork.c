// SPDX-License-Identifier: MIT
/*
 * Fork then threads, in this order: the child starts its own logger.
 *
 * @how   the logger is started by the child, after the fork
 * @why   When it forks the process has one thread, which is the one that fork() copies, and
 *        no lock can be held by another.  The logger belongs to the process that serves.
 * @cost  what may fail at the start of a thread fails in the child, which must tell the
 *        parent; libraries that start threads on their own have to be set up after the fork
 * @unable explore: the child of a fork runs outside of its schedule
 * @false-alarm helgrind invalid-object(up): the post comes from another process, which it
 *        can't see
 * @false-alarm drd api-error(up): the post comes from another process, which it can't see
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *line;		/* the one to be written, or NULL */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void *
logger(void *unused)
{
	pthread_mutex_lock(&lock);
	for (;;) {
		while (line == NULL) {
			pthread_cond_wait(&changed, &lock);
		}
		dprintf(STDOUT_FILENO, "log: %s\n", line);
		line = NULL;
		pthread_cond_broadcast(&changed);
	}
	return unused;
}

static void
log_line(const char *text)
{
	pthread_mutex_lock(&lock);
	line = text;
	pthread_cond_broadcast(&changed);
	while (line != NULL) {
		pthread_cond_wait(&changed, &lock);
	}
	pthread_mutex_unlock(&lock);
}

static void
start_logger(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, logger, NULL);
	pthread_detach(thread);
}

int
main(void)
{
	sem_t *up = mmap(NULL, sizeof *up, PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	sem_init(up, 1, 0);					//~ up
	pid_t server = fork();
	if (server == 0) {
		start_logger();
		log_line("port 80 is open");
		sem_post(up);
		_exit(0);
	}
	sem_wait(up);						//~ up: wait
	waitpid(server, NULL, 0);
	puts("server is up");
	return 0;
}
