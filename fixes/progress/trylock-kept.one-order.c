// SPDX-License-Identifier: MIT
/*
 * Trylock kept, fixed: everybody takes the scanner first, and waits for both.
 *
 * @how   copying and filing both lock the scanner and then the printer, without any trying
 * @why   Whoever has the scanner gets the printer in the end, as its holder waits for nothing.
 *        And a thread that waits for a lock sleeps.
 * @cost  all who need both must know the order and keep it
 */
#include <pthread.h>
#include <stdio.h>

pthread_mutex_t scanner = PTHREAD_MUTEX_INITIALIZER;
pthread_mutex_t printer = PTHREAD_MUTEX_INITIALIZER;
int pages;

static void
take_both(pthread_mutex_t *first, pthread_mutex_t *second)
{
	pthread_mutex_lock(first);
	pthread_mutex_lock(second);
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
	take_both(&scanner, &printer);
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
