// SPDX-License-Identifier: MIT
/*
 * Publish before init: the guest is on the list before he has a name.
 *
 * A thread lets guests in: enter() puts a guest on the list, set_name() writes the
 * name.  main() reads out the newest guest again and again.  Everything is done under
 * the lock, so there is no data race.  But a guest is on the list, for everybody to
 * see, before set_name() has been called, and main() may come just then and read out an
 * empty name.  A lock keeps others out while one step is done; it doesn't put the steps
 * into the right order.
 *
 * @level   2
 * @cwe     696
 * @stdout  every guest has a name
 * @misses  tsan: the list is only touched under the lock, so there is no data race;
 *          that a guest needs a name before he is counted is the program's own rule
 * @misses  helgrind: one lock guards every access, and Helgrind asks for nothing more
 * @misses  drd: the lock orders all accesses; in which order things should be done DRD
 *          can't know
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @hint    From which statement on can main() see the guest, and what is still missing
 *          then?
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
char name[ROUNDS][12];		/* of each guest */
int guests;

static int
enter(void)
{
	pthread_mutex_lock(&lock);
	int guest = guests++;				//~ on-the-list: write
	pthread_mutex_unlock(&lock);
	return guest;
}

static void
set_name(int guest)
{
	pthread_mutex_lock(&lock);
	snprintf(name[guest], sizeof(name[guest]), "Guest %d", guest);	//~ name: write
	pthread_mutex_unlock(&lock);
}

static void *
doorman(void *arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		set_name(enter());
	}
	return NULL;
}

int
main(void)
{
	pthread_t thread;
	int nameless = 0;

	pthread_create(&thread, NULL, doorman, NULL);
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&lock);
		nameless += guests > 0 && name[guests - 1][0] == '\0';	//~ look: read
		pthread_mutex_unlock(&lock);
	}
	pthread_join(thread, NULL);

	if (nameless != 0) {
		fprintf(stderr, "wrong: %d times no name to read out\n", nameless);
		return 1;
	}
	puts("every guest has a name");
	return 0;
}
