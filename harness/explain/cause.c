// SPDX-License-Identifier: MIT
#include "cause.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "fs.h"
#include "hash.h"
#include "mem.h"
#include "site.h"

/* A finding's places as one text; equal for one cause. */
struct key {
	char hex[HASH_HEX];
	size_t index; /* of the finding */
};

static int
compare_hex(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* The place of a side: that of its site, else the innermost function that has a name. */
static void
hash_place(const struct access *side, char hex[static HASH_HEX])
{
	const struct frame *site = site_of_access(side);
	struct hash *h = hash_create();
	char line[16];
	for (size_t i = 0; i < side->stack.count && !site; i++) {
		site = side->stack.frames[i].function ? &side->stack.frames[i] : NULL;
	}
	snprintf(line, sizeof line, "%d", site ? site->line : 0);
	hash_adds(h, site && site->function ? site->function : "");
	hash_adds(h, site && site->file ? fs_base(site->file) : "");
	hash_adds(h, line);
	hash_finish(h, hex);
}

/* Each place counts once, in no order. */
static void
hash_finding(const struct finding *f, char hex[static HASH_HEX])
{
	char(*places)[HASH_HEX] = mem_alloc(f->access_count + 1, sizeof *places);
	struct hash *h = hash_create();
	for (size_t i = 0; i < f->access_count; i++) {
		hash_place(&f->accesses[i], places[i]);
	}
	qsort(places, f->access_count, sizeof *places, compare_hex);
	hash_adds(h, kind_name(f->kind));
	if (!f->access_count && f->words) {
		hash_adds(h, f->words);
	}
	for (size_t i = 0; i < f->access_count; i++) {
		if (!i || strcmp(places[i], places[i - 1]) != 0) {
			hash_adds(h, places[i]);
		}
	}
	hash_finish(h, hex);
	free(places);
}

static int
compare_keys(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int order = strcmp(x->hex, y->hex);
	return order ? order : x->index < y->index ? -1 : x->index > y->index;
}

struct cause *
cause_group(struct arena *a, const struct findings *findings, const int *counts, size_t *count)
{
	size_t n = findings->count;
	struct key *keys = mem_alloc(n + 1, sizeof *keys);
	size_t *first =
		mem_alloc(n + 1, sizeof *first); /* of each finding: the first one with its cause */
	int *sums = mem_alloc(n + 1, sizeof *sums);
	struct cause *causes = arena_alloc(a, n + 1, sizeof *causes);
	for (size_t i = 0; i < n; i++) {
		hash_finding(&findings->items[i], keys[i].hex);
		keys[i].index = i;
	}
	qsort(keys, n, sizeof *keys, compare_keys);
	for (size_t i = 0; i < n; i++) {
		bool same = i && strcmp(keys[i].hex, keys[i - 1].hex) == 0;
		first[keys[i].index] = same ? first[keys[i - 1].index] : keys[i].index;
		sums[first[keys[i].index]] += counts ? counts[keys[i].index] : 1;
	}
	*count = 0;
	for (size_t i = 0; i < n; i++) {
		if (first[i] == i) {
			causes[(*count)++] = (struct cause){&findings->items[i], sums[i]};
		}
	}
	free(sums);
	free(first);
	free(keys);
	return causes;
}
