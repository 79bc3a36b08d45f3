// SPDX-License-Identifier: MIT
/*
 * Once re-entered: reading the settings logs an error, and the log asks for the settings.
 *
 * The settings are read when they are first asked for, by pthread_once(), so that it's
 * done once however many threads ask.  The log asks for them, too: is it to be quiet?  All
 * is well until the file is missing one day.  Then read_settings() logs that, the log asks
 * for the settings, and pthread_once() does what it's there for: it waits until
 * read_settings() has returned.  The thread waits for itself, all others wait for that
 * thread, and there is nothing in the log.  No mutex is to be seen anywhere; "somebody is
 * at it, wait for them" is a lock all the same.
 *
 * @level   2
 * @cwe     833
 * @origin  OpenSSL pull request 1913: the initialiser that reports an error
 * @stdout  119 and 238 to pay
 * @misses  tsan: it knows mutexes and read-write locks; a thread that waits in
 *          pthread_once() is none of its business
 * @misses  helgrind: it doesn't look into pthread_once(), and no thread holds a mutex
 * @misses  drd: it doesn't look into pthread_once(), and no thread holds a mutex
 * @expect  native    hang
 * @expect  explore   deadlock(once)
 * @hint    What does pthread_once() promise to whoever comes while the function is running?
 */
#include <pthread.h>
#include <stdio.h>

struct settings {
	int tax, quiet;
};

static struct settings settings = { .tax = 19, .quiet = 1 };
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void read_settings(void);

static struct settings *
get_settings(void)
{
	pthread_once(&once, read_settings);	//~ once: wait
	return &settings;
}

static void
log_line(const char *text)
{
	if (!get_settings()->quiet) {		//~ again
		fprintf(stderr, "%s\n", text);
	}
}

static void
read_settings(void)
{
	FILE *file = fopen("/no/such/settings", "r");

	if (file == NULL) {
		log_line("no settings: tax is 19");	//~ missing
		return;
	}
	if (fscanf(file, "%d", &settings.tax) != 1) {
		log_line("tax is not a number");
	}
	fclose(file);
}

static void *
add_tax(void *price)
{
	*(int *)price += *(int *)price * get_settings()->tax / 100;
	log_line("one price with tax");
	return NULL;
}

int
main(void)
{
	int prices[2] = { 100, 200 };
	pthread_t tills[2];

	for (int i = 0; i < 2; i++) {
		pthread_create(&tills[i], NULL, add_tax, &prices[i]);
	}
	for (int i = 0; i < 2; i++) {
		pthread_join(tills[i], NULL);
	}
	if (prices[0] != 119 || prices[1] != 238) {
		fprintf(stderr, "wrong: %d and %d to pay\n", prices[0], prices[1]);
		return 1;
	}
	printf("%d and %d to pay\n", prices[0], prices[1]);
	return 0;
}
