// SPDX-License-Identifier: MIT
/*
 * Connection limit: two clients see the last free connection, and both take it.
 *
 * The database takes two connections and turns the third one away.  So the program
 * counts: whoever finds fewer than two in use adds one and connects.  The counter is
 * atomic, but looking and adding are two steps.  main() has one connection; the two
 * clients look, both find the last one free, both add one, and the database turns one
 * of them away.  A number that is looked at first and changed later is no semaphore.
 *
 * @level   2
 * @cwe     362 770
 * @topic   T3 T4
 * @stdout  nobody turned away
 * @misses  tsan: every access to the counter is atomic, so there is no data race;
 *          ThreadSanitizer does not know that the look and the addition belong together
 * @misses  helgrind: the additions are locked instructions, which Helgrind takes for
 *          reads, so it sees no race; that looking and adding should be one it can't know
 * @misses  drd: the additions are locked instructions, which DRD takes for reads,
 *          so it sees no race; that looking and adding should be one it can't know
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @hint    Both clients have just seen that one connection is free: what does each of
 *          them do next?
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define LIMIT 2
#define LINES 8

atomic_int connected, turned_away;	/* the database's own books */
atomic_int in_use;

static void
enter(int n)
{
	char line[40];

	while (atomic_load(&in_use) >= LIMIT) {		//~ look: read
		sched_yield();
	}
	for (int k = 0; k < LINES; k++) {
		snprintf(line, sizeof(line), "login %d, line %d", n, k);
	}
	atomic_fetch_add(&in_use, 1);			//~ take: write
	if (atomic_fetch_add(&connected, 1) >= LIMIT) {
		atomic_fetch_add(&turned_away, 1);
	}
}

static void
leave(void)
{
	atomic_fetch_sub(&connected, 1);
	atomic_fetch_sub(&in_use, 1);
}

static void *
client(void *arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		enter(i);
		leave();
	}
	return NULL;
}

int
main(void)
{
	pthread_t a, b;

	enter(0);			/* main() needs a connection for itself */
	pthread_create(&a, NULL, client, NULL);
	pthread_create(&b, NULL, client, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	leave();
	if (turned_away != 0) {
		fprintf(stderr, "wrong: %d of %d turned away\n", turned_away, 2 * ROUNDS);
		return 1;
	}
	puts("nobody turned away");
	return 0;
}
