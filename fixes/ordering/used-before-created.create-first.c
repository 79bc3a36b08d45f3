// SPDX-License-Identifier: MIT
/*
 * Used before created, created first: everything is there when the thread is started.
 *
 * @how         The bandwidth is set before pthread_create().
 * @why         Whatever the creator wrote before pthread_create(), the new thread sees.
 *              No lock and no wait is needed.
 * @cost        None.
 */
#include <pthread.h>
#include <stdio.h>

struct session {
	int bandwidth;			/* KB/s */
	int used;			/* what the peers found */
};

struct session session;

static void *
serve_peers(void *arg)
{
	struct session *s = arg;

	s->used = s->bandwidth;
	return NULL;
}

int
main(void)
{
	pthread_t peers;

	session.bandwidth = 100;
	pthread_create(&peers, NULL, serve_peers, &session);
	pthread_join(peers, NULL);

	if (session.used != 100) {
		fprintf(stderr, "wrong: the peers found %d KB/s\n", session.used);
		return 1;
	}
	printf("the peers may use %d KB/s\n", session.used);
	return 0;
}
