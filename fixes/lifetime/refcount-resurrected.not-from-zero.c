// SPDX-License-Identifier: MIT
/*
 * Reference count resurrected, fixed: a font whose count is 0 is not opened any more.
 *
 * @how   Raise the count only if it isn't 0, by compare and exchange; otherwise load the font
 *        anew.  A closing painter takes its font out of the table only if it is still there.
 * @why   0 is now the end: nobody can get hold of a font between its last closing and its free.
 * @cost  A loop where there was an addition, and for a moment two copies of one font.
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

static bool
font_reuse(struct font *font)
{
	int users = font->users;	//~ font: read

	while (users != 0) {
		int more = users + 1;

		if (atomic_compare_exchange_weak(&font->users, &users, more)) {	//~ font: write
			return true;
		}
	}
	return false;
}

static struct font *
font_open(void)
{
	pthread_mutex_lock(&table);
	if (loaded == NULL || !font_reuse(loaded)) {
		loaded = calloc(1, sizeof *loaded);	//~ font: write
		loaded->glyphs = 26;	//~ font: write
		atomic_init(&loaded->users, 1);
	}
	struct font *font = loaded;
	pthread_mutex_unlock(&table);
	return font;
}

static void
font_close(struct font *font)
{
	if (atomic_fetch_sub(&font->users, 1) == 1) {	//~ font: write
		pthread_mutex_lock(&table);
		if (loaded == font) {
			loaded = NULL;
		}
		pthread_mutex_unlock(&table);
		free(font);	//~ font: free
	}
}

static void *
paint(void *arg)
{
	for (int i = 0; i < ROUNDS; i++) {
		struct font *font = font_open();

		blank += font->glyphs != 26;	//~ font: read
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
