// SPDX-License-Identifier: MIT
/*
 * Once re-entered, in two steps: the log is prepared by a pthread_once() of its own.
 *
 * @how     whether the log is quiet comes from the environment, and a second pthread_once()
 *          sees to that; the settings may need the log, the log doesn't need the settings
 * @why     Whoever waits for the first initialiser waits for the second at most, and that one
 *          waits for nobody: there is no circle.
 * @cost    the order of the two is a rule, as with two locks; and what the log goes by stands
 *          in another place than the other settings
 * @false-alarm helgrind race(quiet): Helgrind doesn't take pthread_once for synchronisation
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct settings {
	int tax;
};

static struct settings settings = { .tax = 19 };
static int quiet;
static pthread_once_t once = PTHREAD_ONCE_INIT, log_once = PTHREAD_ONCE_INIT;

static void read_settings(void);

static struct settings *
get_settings(void)
{
	pthread_once(&once, read_settings);
	return &settings;
}

/* Must not ask for the settings: they may be waiting for the log. */
static void
prepare_log(void)
{
	quiet = getenv("LOG_EVERYTHING") == NULL;	//~ quiet: write
}

static void
log_line(const char *text)
{
	pthread_once(&log_once, prepare_log);
	if (!quiet) {					//~ quiet: read
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
