// SPDX-License-Identifier: MIT
/*
 * Once re-entered, first thing in main: before there are threads, nobody need be kept waiting.
 *
 * @how     main reads the settings before it creates the first thread; there is no
 *          pthread_once() any more, and whoever needs a setting just reads it
 * @why     While they are read there is only one thread, and pthread_create() hands on what it
 *          wrote.  The log takes the settings as they are so far and waits for nothing.
 * @cost    the file is read even if nobody asks; a library has no main() to do that in, and
 *          must ask its user for a call
 */
#include <pthread.h>
#include <stdio.h>

struct settings {
	int tax, quiet;
};

static struct settings settings = { .tax = 19, .quiet = 1 };

static void
log_line(const char *text)
{
	if (!settings.quiet) {
		fprintf(stderr, "%s\n", text);
	}
}

static void
read_settings(void)
{
	FILE *file = fopen("/no/such/settings", "r");

	if (file == NULL) {
		log_line("no settings: tax is 19");
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
	*(int *)price += *(int *)price * settings.tax / 100;
	log_line("one price with tax");
	return NULL;
}

int
main(void)
{
	int prices[2] = { 100, 200 };
	pthread_t tills[2];

	read_settings();
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
