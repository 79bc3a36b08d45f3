// SPDX-License-Identifier: MIT
/*
 * Trylock kept, fixed: whoever finds the second one taken gives back the first.
 *
 * @how   the first lock is given back before the next try, and taken again with it
 * @why   For a deadlock somebody must hold one lock while he waits for the other one.  Here
 *        nobody holds anything but for the moment of one try.
 * @cost  two may step aside for each other again and again (`trylock-livelock`); the pause
 *        makes that unlikely, and nothing makes it impossible
 * @false-alarm helgrind lock-order(first, second): it notes in which order two locks were
 *        taken, and doesn't ask whether the first one is kept
 */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>

pthread_mutex_t scanner = PTHREAD_MUTEX_INITIALIZER;
pthread_mutex_t printer = PTHREAD_MUTEX_INITIALIZER;
int pages;

static void
take_both(pthread_mutex_t *first, pthread_mutex_t *second)
{
	pthread_mutex_lock(first);			//~ first: lock
	while (pthread_mutex_trylock(second) != 0) {	//~ second: lock
		pthread_mutex_unlock(first);
		sched_yield();
		pthread_mutex_lock(first);		//~ first: lock
	}
}

static void
put_back_both(void)
{
	pthread_mutex_unlock(&scanner);
	pthread_mutex_unlock(&printer);
}

static void *
copy_page(void *arg)
{
	take_both(&scanner, &printer);
	pages += 1;
	put_back_both();
	return arg;
}

static void *
file_fax(void *arg)
{
	take_both(&printer, &scanner);
	pages += 1;
	put_back_both();
	return arg;
}

int
main(void)
{
	pthread_t threads[2];

	pthread_create(&threads[0], NULL, copy_page, NULL);
	pthread_create(&threads[1], NULL, file_fax, NULL);
	pthread_join(threads[0], NULL);
	pthread_join(threads[1], NULL);
	if (pages != 2) {
		fprintf(stderr, "wrong: %d of 2 pages done\n", pages);
		return 1;
	}
	printf("%d pages done\n", pages);
	return 0;
}
