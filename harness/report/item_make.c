// SPDX-License-Identifier: MIT
#include "item_make.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "case.h"
#include "fs.h"
#include "hash.h"

struct spot {
	const char *file;
	int line, column;
};

static struct spot
spot_of(struct arena *a, const struct items *items, const struct item *item, size_t side)
{
	const struct frame *f = item_frame(item, side);
	return f && f->file && f->line > 0
		       ? (struct spot){item_path(a, items, item, f->file), f->line, f->column}
		       : (struct spot){0};
}

/* Places in the program before others, those before none. */
static int
compare_spots(const struct spot *a, const struct spot *b)
{
	if (!a->file || !b->file) {
		return (a->file == NULL) - (b->file == NULL);
	}
	if (item_is_local(a->file) != item_is_local(b->file)) {
		return item_is_local(a->file) ? -1 : 1;
	}
	int files = strcmp(a->file, b->file);
	return files                ? files
	       : a->line != b->line ? (a->line > b->line) - (a->line < b->line)
				    : (a->column > b->column) - (a->column < b->column);
}

/* Another thread's, if there is one; else one at another place; else any. */
static int
counterpart(struct arena *a, const struct items *items, const struct item *item)
{
	const struct finding *f = item->finding;
	const struct access *first = &f->accesses[item->side];
	struct spot here = spot_of(a, items, item, (size_t)item->side);
	int best = -1, best_worth = -1;
	for (size_t i = 0; i < f->access_count; i++) {
		const char *thread = f->accesses[i].thread;
		struct spot there = spot_of(a, items, item, i);
		int worth = 2 * (thread && first->thread && strcmp(thread, first->thread) != 0) +
			    (compare_spots(&here, &there) != 0);
		if (i != (size_t)item->side && worth > best_worth) {
			best = (int)i;
			best_worth = worth;
		}
	}
	return best;
}

void
item_place(struct arena *a, const struct items *items, struct item *item, const char *otherwise)
{
	struct spot first = {0};
	item->side = item->other_side = -1;
	for (size_t i = 0; item->finding && i < item->finding->access_count; i++) {
		struct spot spot = spot_of(a, items, item, i);
		if (item->side < 0 || compare_spots(&spot, &first) < 0) {
			item->side = (int)i;
			first = spot;
		}
	}
	if (item->side >= 0) {
		item->other_side = counterpart(a, items, item);
	}
	item->file = first.file ? first.file : item_path(a, items, item, otherwise);
	item->line = first.file ? first.line : 1;
	item->column = first.column;
}

void
item_identify(struct item *item, const char *key)
{
	char hex[HASH_HEX];
	struct hash *h = hash_create();
	hash_adds(h, item->program ? fs_base(item->program->file) : "");
	hash_adds(h, detector_name(item->detector));
	hash_adds(h, key);
	hash_finish(h, hex);
	snprintf(item->id, sizeof item->id, "1:%s", hex);
}

void
item_join(struct arena *a, struct item *item)
{
	const char *text = arena_printf(a, "%s%s%s%s%s%s", item->says, item->joint,
		item->other ? item->other : "", item->where ? " (" : "",
		item->where ? item->where : "", item->where ? ")" : "");
	item->message = item_text(a, text, ITEM_MESSAGE);
}

static int
compare_ids(const void *x, const void *y)
{
	const struct item *a = *(struct item *const *)x, *b = *(struct item *const *)y;
	int ids = strcmp(a->id, b->id);
	return ids ? ids : (a > b) - (a < b);
}

void
items_tell_apart(struct items *items)
{
	struct arena scratch = {0};
	struct item **sorted = arena_alloc(&scratch, items->count + 1, sizeof *sorted);
	for (size_t i = 0; i < items->count; i++) {
		sorted[i] = &items->items[i];
	}
	qsort(sorted, items->count, sizeof *sorted, compare_ids);
	size_t first = 0;
	for (size_t i = 1; i < items->count; i++) {
		if (strcmp(sorted[i]->id, sorted[first]->id) != 0) {
			first = i;
			continue;
		}
		item_identify(sorted[i], arena_printf(&scratch, "%s %s %zu", sorted[i]->id,
						 sorted[i]->file, i - first));
	}
	arena_free(&scratch);
}
