// SPDX-License-Identifier: MIT
/*
 * Fork then threads: the server goes into the background and leaves its logger behind.
 *
 * The server starts its logger, and then becomes a daemon: it forks, the child serves and
 * the parent goes home when the child has said that it is up.  But fork() copies the
 * memory and only the one thread that calls it.  The child has the queue and the lock,
 * and everything looks as if there were a logger; only nobody runs it.  The first line
 * stays in the queue, and the child waits for ever for somebody to write it.  Threads must
 * be started by the process that needs them, after the fork.
 *
 * @level   2
 * @cwe     696
 * @origin  PowerDNS Recursor pull request 4691: threads started before it is a daemon
 * @stdout  log: port 80 is open\nserver is up
 * @misses  tsan: in each of the two processes every access is under the lock; it doesn't
 *          say that a thread has stayed behind
 * @misses  helgrind: in each of the two processes every access is under the lock, and
 *          nobody holds it while waiting
 * @misses  drd: in each of the two processes every access is under the lock, and nobody
 *          holds it while waiting
 * @expect  native    hang
 * @unable  explore: the child of a fork runs outside of its schedule
 * @hint    Which threads does the child have?
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
		pthread_cond_wait(&changed, &lock);		//~ written: wait
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

	sem_init(up, 1, 0);
	start_logger();						//~ logger: create
	pid_t server = fork();					//~ fork: create
	if (server == 0) {
		log_line("port 80 is open");
		sem_post(up);
		_exit(0);
	}
	sem_wait(up);						//~ up: wait
	waitpid(server, NULL, 0);
	puts("server is up");
	return 0;
}
