// SPDX-License-Identifier: MIT
/*
 * Relaxed drop, fixed: every drop releases, and the last one acquires by a fence.
 *
 * @how   Subtract with release, and put an acquire fence in front of the free.
 * @why   The subtractions of all sessions form one chain (a release sequence), and the
 *        fence behind the last one acquires what all of them released.
 * @cost  The cheapest that is right: the acquire half is paid once for each key.
 *        ThreadSanitizer does not know fences and raises a false alarm.
 * @false-alarm tsan race(key): ThreadSanitizer does not know atomic_thread_fence, so it
 *        sees nothing between the reading and the free
 * @false-alarm helgrind race(key): Helgrind does not take the drop for synchronisation
 * @false-alarm helgrind race(users, key): Helgrind does not take the drop for
 *        synchronisation
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

struct key {
	long secret;
	atomic_int users;
};

struct session {
	struct key *key;
	long signature;
};

static void
drop(struct key *key)
{
	int old = atomic_fetch_sub_explicit(&key->users, 1, memory_order_release); //~ users: write
	if (old == 1) {
		atomic_thread_fence(memory_order_acquire);
		free(key);	//~ key: free
	}
}

static void *
sign(void *arg)
{
	struct session *session = arg;

	session->signature = 3 * session->key->secret;	//~ key: read
	drop(session->key);
	return NULL;
}

int
main(void)
{
	struct session sessions[2];
	pthread_t threads[2];
	struct key *key = malloc(sizeof(*key));

	atomic_init(&key->users, 2);
	key->secret = 14;
	for (int i = 0; i < 2; i++) {
		sessions[i].key = key;
		pthread_create(&threads[i], NULL, sign, &sessions[i]);
	}
	for (int i = 0; i < 2; i++) {
		pthread_join(threads[i], NULL);
	}
	if (sessions[0].signature != 42 || sessions[1].signature != 42) {
		fprintf(stderr, "wrong: signatures %ld and %ld, not 42\n",
			sessions[0].signature, sessions[1].signature);
		return 1;
	}
	puts("both sessions signed with 42");
	return 0;
}
