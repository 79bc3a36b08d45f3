// SPDX-License-Identifier: MIT
/*
 * Reference count resurrected: a font is opened again just as its last user destroys it.
 *
 * All accesses to the table are locked and the count is atomic.  But the count falls to 0
 * outside the lock, and until the closing painter has got the lock the table still has
 * the font.  Another painter finds it there, raises the count from 0 to 1 and paints with
 * it, and the first one frees it all the same.  When the second painter closes, the
 * count falls to 0 once more, and the font is freed once more.
 *
 * @level   3
 * @cwe     416 415
 * @origin  Mesa merge request 13442: a cache hit on an object whose last reference was just dropped
 * @stdout  all texts painted
 * @expect  tsan      race(font) may
 * @expect  tsan      use-after-free(font) may
 * @expect  helgrind  race(font) may
 * @expect  drd       race(font) may
 * @expect  native    crash may
 * @expect  native    wrong-result may
 * @expect  native    hang may
 * @expect  explore   use-after-free(font)
 * @expect  explore   crash
 * @hint    May a count that has come to 0 ever become 1 again?
 */
#include <pthread.h>
#include <stdatomic.h>
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
		loaded = calloc(1, sizeof *loaded);	//~ font: write
		loaded->glyphs = 26;	//~ font: write
	}
	struct font *font = loaded;
	font->users += 1;	//~ font: write
	pthread_mutex_unlock(&table);
	return font;
}

static void
font_close(struct font *font)
{
	if (atomic_fetch_sub(&font->users, 1) == 1) {	//~ font: write
		pthread_mutex_lock(&table);
		loaded = NULL;
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
