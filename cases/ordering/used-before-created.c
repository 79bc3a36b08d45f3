// SPDX-License-Identifier: MIT
/*
 * Used before created: the thread runs before its session is complete.
 *
 * A download session starts a thread for its peers, and only then sets the bandwidth
 * that the thread may use.  Mostly main() is quick: starting a thread takes longer than
 * the next line.  But nothing says so.  If main() is interrupted just after
 * pthread_create(), the thread finds a bandwidth of 0.  What a thread uses must be
 * there before the thread is.
 *
 * @level   1
 * @cwe     366 908
 * @origin  Transmission 1.42: the session's bandwidth is made after the peer manager
 *          that uses it has been started
 * @stdout  the peers may use 100 KB/s
 * @expect  tsan      race(bandwidth) 86%
 * @expect  helgrind  race(bandwidth)
 * @expect  drd       race(bandwidth)
 * @expect  native    wrong-result may
 * @expect  explore   race(bandwidth)
 * @expect  explore   wrong-result
 * @hint    When does the thread begin to run: before or after the next line of main()?
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

	s->used = s->bandwidth;				//~ bandwidth: read
	return NULL;
}

int
main(void)
{
	pthread_t peers;

	pthread_create(&peers, NULL, serve_peers, &session);
	session.bandwidth = 100;			//~ bandwidth: write
	pthread_join(peers, NULL);

	if (session.used != 100) {
		fprintf(stderr, "wrong: the peers found %d KB/s\n", session.used);
		return 1;
	}
	printf("the peers may use %d KB/s\n", session.used);
	return 0;
}
