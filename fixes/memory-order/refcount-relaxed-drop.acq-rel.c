// SPDX-License-Identifier: MIT
/*
 * Relaxed drop, fixed: the drop releases and acquires.
 *
 * @how   Subtract with `memory_order_acq_rel`.
 * @why   Release puts a session's last reading before its own drop, acquire puts the
 *        free after the drops of all others.
 * @cost  Nothing on x86; on ARM every drop pays a little for both halves, though only the
 *        last one needs the acquire half.
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
	int old = atomic_fetch_sub_explicit(&key->users, 1, memory_order_acq_rel); //~ users: write
	if (old == 1) {
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
