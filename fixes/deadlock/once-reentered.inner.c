// SPDX-License-Identifier: MIT
/*
 * Once re-entered, by an inner function: it writes to the log and asks for nothing.
 *
 * @how     write_line() is told whether to be quiet; log_line() asks the settings and calls
 *          it, and read_settings() calls it with what it knows so far
 * @why     Nothing that read_settings() calls comes back to pthread_once(), whichever way the
 *          reading ends.
 * @cost    two functions for one thing, and a rule that no compiler checks: below
 *          read_settings() only the inner one
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
	pthread_once(&once, read_settings);
	return &settings;
}

/* Asks for no settings: read_settings() may call it. */
static void
write_line(int quiet, const char *text)
{
	if (!quiet) {
		fprintf(stderr, "%s\n", text);
	}
}

static void
log_line(const char *text)
{
	write_line(get_settings()->quiet, text);
}

static void
read_settings(void)
{
	FILE *file = fopen("/no/such/settings", "r");

	if (file == NULL) {
		write_line(settings.quiet, "no settings: tax is 19");
		return;
	}
	if (fscanf(file, "%d", &settings.tax) != 1) {
		write_line(settings.quiet, "tax is not a number");
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
