// SPDX-License-Identifier: MIT
/*
 * Relaxed drop: the last user frees what the last but one may still be reading.
 *
 * Two sessions share a key and count its users.  Whoever brings the count to zero frees
 * the key; the count is atomic, so exactly one does.  But a drop says two things: "one
 * user fewer", and "I have finished with the key".  A relaxed subtraction says only
 * the first.  The other session's reading may be done after its own subtraction, and
 * so after the free: it reads what is no longer a key.
 *
 * @level   3
 * @cwe     366 416
 * @origin  OpenSSL issue 25660: the reference count's memory order
 * @stdout  both sessions signed with 42
 * @expect  tsan      race(key)
 * @expect  helgrind  race(key)
 * @expect  helgrind  race(users, key)
 * @misses  drd: by default it takes a free for no access: reading before it is no conflict
 * @misses  native: an atomic subtraction on x86 orders everything around it, so that the
 *          promise that is missing is kept by the processor
 * @expect  explore   use-after-free(key)
 * @hint    What must have happened before the free, and how does the thread that frees know?
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
	int old = atomic_fetch_sub_explicit(&key->users, 1, memory_order_relaxed); //~ users: write
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
