// SPDX-License-Identifier: MIT
/*
 * Error slot, returned: the reason comes back with the call.
 *
 * @how         print_page() returns the error code itself; the global variable is gone.
 * @why         A return value belongs to this call and to nobody else.
 * @cost        The signature changes, and with it every caller. In new code there is no
 *              reason to do it otherwise.
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum error { NO_ERROR, NO_PAPER, NO_INK };

struct office {
	int paper;
	int ink;
	enum error lacking;
	int wrong_orders;
};

static enum error
print_page(const struct office *office, int page)
{
	char text[32];

	if (office->paper == 0) {
		return NO_PAPER;
	}
	snprintf(text, sizeof(text), "<h1>Page %d</h1>", page);
	if (office->ink == 0) {
		return NO_INK;
	}
	return NO_ERROR;
}

static void *
work(void *arg)
{
	struct office *office = arg;
	char message[32];

	for (int page = 0; page < ROUNDS; page++) {
		enum error error = print_page(office, page);

		if (error != NO_ERROR) {
			snprintf(message, sizeof(message), "page %d not printed", page);
			office->wrong_orders += error != office->lacking;
		}
	}
	return NULL;
}

int
main(void)
{
	struct office a = { .paper = 0, .ink = 9, .lacking = NO_PAPER };
	struct office b = { .paper = 9, .ink = 0, .lacking = NO_INK };
	pthread_t thread_a, thread_b;

	pthread_create(&thread_a, NULL, work, &a);
	pthread_create(&thread_b, NULL, work, &b);
	pthread_join(thread_a, NULL);
	pthread_join(thread_b, NULL);

	int wrong_orders = a.wrong_orders + b.wrong_orders;

	if (wrong_orders != 0) {
		fprintf(stderr, "wrong: %d wrong orders\n", wrong_orders);
		return 1;
	}
	puts("the right thing ordered each time");
	return 0;
}
