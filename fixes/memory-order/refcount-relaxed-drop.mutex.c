// SPDX-License-Identifier: MIT
/*
 * Relaxed drop, fixed: a mutex around the count.
 *
 * @how   A mutex in the key, and a plain counter under it.
 * @why   A session unlocks after its last reading, and the last one has locked after all
 *        the others' unlocks. POSIX allows a mutex to be destroyed as soon as it is unlocked
 *        and nobody will lock it again.
 * @cost  A lock and an unlock for each drop, and the size of a mutex for each key.
 * @false-alarm helgrind race(lock, key): Helgrind sees the reading of the mutex inside
 *        of pthread_mutex_unlock, after it has noted the unlock, and takes it for
 *        unordered with the free
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct key {
	long secret;
	pthread_mutex_t lock;
	int users;
};

struct session {
	struct key *key;
	long signature;
};

static void
drop(struct key *key)
{
	pthread_mutex_lock(&key->lock);
	int old = key->users--;
	pthread_mutex_unlock(&key->lock);	//~ lock: unlock
	if (old == 1) {
		pthread_mutex_destroy(&key->lock);
		free(key);	//~ key: free
	}
}

static void *
sign(void *arg)
{
	struct session *session = arg;

	session->signature = 3 * session->key->secret;
	drop(session->key);
	return NULL;
}

int
main(void)
{
	struct session sessions[2];
	pthread_t threads[2];
	struct key *key = malloc(sizeof(*key));

	pthread_mutex_init(&key->lock, NULL);
	key->users = 2;
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
