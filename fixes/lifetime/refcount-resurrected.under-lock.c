// SPDX-License-Identifier: MIT
/*
 * Reference count resurrected, fixed: the count falls to 0 under the table's lock.
 *
 * @how   Lock the table first, then subtract, and take the font out before unlocking.
 * @why   Whoever opens a font holds the same lock, so that a font with count 0 is never found
 *        in the table.
 * @cost  Every closing takes the table's lock, and not only the last one.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

struct font {
	atomic_int users;
	int glyphs;
} *loaded;

pthread_mutex_t table = PTHREAD_MUTEX_INITIALIZER;
atomic_int blank;

static struct font *
font_open(void)
{
	pthread_mutex_lock(&table);
	if (loaded == NULL) {
		loaded = calloc(1, sizeof *loaded);
		loaded->glyphs = 26;
	}
	struct font *font = loaded;
	font->users += 1;
	pthread_mutex_unlock(&table);
	return font;
}

static void
font_close(struct font *font)
{
	pthread_mutex_lock(&table);
	bool last = atomic_fetch_sub(&font->users, 1) == 1;
	if (last) {
		loaded = NULL;
	}
	pthread_mutex_unlock(&table);
	if (last) {
		free(font);
	}
}

static void *
paint(void *arg)
{
	for (int i = 0; i < ROUNDS; i++) {
		struct font *font = font_open();

		blank += font->glyphs != 26;
		font_close(font);
	}
	return arg;
}

int
main(void)
{
	pthread_t painter;

	pthread_create(&painter, NULL, paint, NULL);
	paint(NULL);
	pthread_join(painter, NULL);
	if (blank != 0) {
		fprintf(stderr, "wrong: %d texts without letters\n", blank);
		return 1;
	}
	printf("all texts painted\n");
	return 0;
}
