// SPDX-License-Identifier: MIT
/*
 * Used before created, with a starting signal: the thread starts, and waits until it is told.
 *
 * @how         The thread waits for a semaphore, which main() posts when the session is
 *              complete.
 * @why         What main() wrote before sem_post(), the thread sees after sem_wait().
 *              It is the way when the missing part is only known once the thread
 *              exists, such as the thread's own handle.
 * @cost        A semaphore, and a thread that waits. It must be posted on every path,
 *              or the thread waits for ever.
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

struct session {
	int bandwidth;			/* KB/s */
	int used;			/* what the peers found */
};

struct session session;
sem_t go;

static void *
serve_peers(void *arg)
{
	struct session *s = arg;

	sem_wait(&go);
	s->used = s->bandwidth;
	return NULL;
}

int
main(void)
{
	pthread_t peers;

	sem_init(&go, 0, 0);
	pthread_create(&peers, NULL, serve_peers, &session);
	session.bandwidth = 100;
	sem_post(&go);
	pthread_join(peers, NULL);

	if (session.used != 100) {
		fprintf(stderr, "wrong: the peers found %d KB/s\n", session.used);
		return 1;
	}
	printf("the peers may use %d KB/s\n", session.used);
	return 0;
}
