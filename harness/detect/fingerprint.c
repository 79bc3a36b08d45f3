// SPDX-License-Identifier: MIT
#include "fingerprint.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "fs.h"
#include "hash.h"
#include "mem.h"
#include "text.h"
#include "words.h"

enum { NAME = 256, INNERMOST = 3 };
static const char version[] = "1:";

/* Lines of the same text before `line` in its block. */
static int
ordinal(const struct source *source, size_t line)
{
	const struct source_line *at = &source->lines[line - 1];
	int n = 0;
	for (size_t i = line - 1; i > 0 && source->lines[i - 1].block == at->block; i--) {
		n += strcmp(source->lines[i - 1].text, at->text) == 0;
	}
	return n;
}

/* The frame that the site was taken from. */
static const struct frame *
site_frame(const struct access *side)
{
	const char *name = fs_base(side->site_file);
	for (size_t i = 0; i < side->stack.count; i++) {
		const struct frame *f = &side->stack.frames[i];
		if (f->file && f->line == side->site_line && strcmp(fs_base(f->file), name) == 0) {
			return f;
		}
	}
	return NULL;
}

static char *
sited(struct arena *scratch, const struct access *side, const struct source *source)
{
	char name[NAME] = "";
	const struct frame *frame = site_frame(side);
	if (frame && frame->function) {
		words_plain_function(frame->function, name, sizeof name);
	}
	size_t line = (size_t)side->site_line;
	if (!source || line > source->count) {
		return arena_printf(scratch, "site %s", name);
	}
	return arena_printf(scratch, "site %s %d %s", name, ordinal(source, line),
		source->lines[line - 1].text);
}

/* The innermost `most` named functions; NULL where there are none. */
static char *
functions(struct arena *scratch, const struct access *side, int most, bool reserved)
{
	char *all = NULL;
	for (size_t i = 0; i < side->stack.count && most > 0; i++) {
		char name[NAME] = "";
		if (side->stack.frames[i].function) {
			words_plain_function(side->stack.frames[i].function, name, sizeof name);
		}
		if (name[0] && (reserved || !text_starts(name, "__"))) {
			all = arena_printf(scratch, "%s %s", all ? all : "in", name);
			most--;
		}
	}
	return all;
}

static char *
side_words(
	struct arena *scratch, const struct access *side, bool located, const struct source *source)
{
	if (side->site_line > 0) {
		return sited(scratch, side, source);
	}
	return functions(scratch, side, located ? 1 : INNERMOST, located);
}

/* The text with each number and each 0x… as one '#'. */
static char *
masked(struct arena *scratch, const char *words)
{
	char *out = arena_strdup(scratch, words), *to = out;
	for (const char *p = words; *p;) {
		if (!isdigit((unsigned char)*p)) {
			*to++ = *p++;
			continue;
		}
		bool hexadecimal = p[0] == '0' && p[1] == 'x';
		p += hexadecimal ? 2 : 0;
		p += strspn(p, hexadecimal ? "0123456789abcdefABCDEF" : "0123456789");
		*to++ = '#';
	}
	*to = '\0';
	return out;
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void
finding_fingerprint(struct finding *f, const struct source *source)
{
	struct arena scratch = {0};
	bool located = finding_has_site(f);
	char **sides = arena_alloc(&scratch, f->access_count + 1, sizeof *sides);
	size_t count = 0;
	for (size_t i = 0; i < f->access_count; i++) {
		sides[count] = side_words(&scratch, &f->accesses[i], located, source);
		count += sides[count] != NULL;
	}
	qsort(sides, count, sizeof *sides, compare);

	struct hash *h = hash_create();
	hash_adds(h, kind_name(f->kind));
	if (!located) {
		hash_adds(h, masked(&scratch, f->words ? f->words : ""));
	}
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || strcmp(sides[i - 1], sides[i]) != 0) {
			hash_adds(h, sides[i]);
		}
	}
	char hex[HASH_HEX];
	hash_finish(h, hex);
	snprintf(f->fingerprint, sizeof f->fingerprint, "%s%s", version, hex);
	arena_free(&scratch);
}

/* Hexadecimal digits are as good as a hash already. */
static size_t
slot_of(const char *fingerprint, size_t mask)
{
	return (size_t)strtoull(fingerprint + strlen(fingerprint) / 2, NULL, 16) & mask;
}

void
findings_dedupe(struct findings *findings)
{
	size_t size = 16, kept = 0;
	while (size < findings->count * 2) {
		size *= 2;
	}
	size_t *table = mem_alloc(size, sizeof *table); /* index + 1 of a kept one; 0: free */
	for (size_t i = 0; i < findings->count; i++) {
		const char *print = findings->items[i].fingerprint;
		size_t at = slot_of(print, size - 1);
		while (table[at] &&
			strcmp(findings->items[table[at] - 1].fingerprint, print) != 0) {
			at = (at + 1) & (size - 1);
		}
		if (!table[at]) {
			findings->items[kept] = findings->items[i];
			table[at] = ++kept;
		}
	}
	findings->count = kept;
	free(table);
}

void
findings_identify(struct findings *findings, const char *program, const struct source *source)
{
	for (size_t i = 0; i < findings->count; i++) {
		finding_locate(&findings->items[i], program);
		finding_fingerprint(&findings->items[i], source);
	}
	findings_dedupe(findings);
}
