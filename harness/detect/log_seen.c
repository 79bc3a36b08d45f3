// SPDX-License-Identifier: MIT
#include "log_seen.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "finding.h"
#include "fs.h"
#include "mem.h"
#include "text.h"

enum { INNERMOST = 3 };

struct log_seen_slot {
	struct report *report; /* NULL: free */
	char digest[HASH_HEX];
};

static size_t
slot_of(const struct log_seen *seen, const char *digest)
{
	size_t at = (size_t)strtoull(digest + HASH_HEX / 2, NULL, 16) & (seen->size - 1);
	while (seen->slots[at].report && strcmp(seen->slots[at].digest, digest) != 0) {
		at = (at + 1) & (seen->size - 1);
	}
	return at;
}

struct report *
log_seen_find(const struct log_seen *seen, const char digest[static HASH_HEX])
{
	return seen->size ? seen->slots[slot_of(seen, digest)].report : NULL;
}

static void
grow(struct log_seen *seen)
{
	struct log_seen old = *seen;
	seen->size = old.size ? old.size * 2 : 64;
	seen->slots = mem_alloc(seen->size, sizeof *seen->slots);
	for (size_t i = 0; i < old.size; i++) {
		if (old.slots[i].report) {
			seen->slots[slot_of(seen, old.slots[i].digest)] = old.slots[i];
		}
	}
	free(old.slots);
}

void
log_seen_add(struct log_seen *seen, const char digest[static HASH_HEX], struct report *report)
{
	if (seen->count == LOG_SEEN_MOST) {
		return;
	}
	if (seen->count * 2 >= seen->size) {
		grow(seen);
	}
	struct log_seen_slot *slot = &seen->slots[slot_of(seen, digest)];
	seen->count += !slot->report;
	slot->report = report;
	memcpy(slot->digest, digest, HASH_HEX);
}

void
log_seen_free(struct log_seen *seen)
{
	free(seen->slots);
	*seen = (struct log_seen){0};
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Whether the number at byte i differs from run to run. */
static bool
is_masked(struct span t, size_t i)
{
	char last = i ? t.s[i - 1] : ' ', before = i > 1 ? t.s[i - 2] : ' ';
	bool name =
		(last == 'T' || last == 'M') && !isalnum((unsigned char)before) && before != '_';
	return last == '#' || last == '=' || name;
}

static size_t
hexadecimal(struct span t, size_t i)
{
	size_t end = i + 2;
	if (end > t.len || t.s[i] != '0' || t.s[i + 1] != 'x') {
		return 0;
	}
	while (end < t.len && isxdigit((unsigned char)t.s[end])) {
		end++;
	}
	return end - i;
}

void
log_seen_text(char digest[static HASH_HEX], struct span text, struct buf *scratch)
{
	buf_clear(scratch);
	size_t copied = 0;
	for (size_t i = 0; i < text.len;) {
		if (!is_digit(text.s[i])) {
			i++;
			continue;
		}
		size_t end = i, hex = hexadecimal(text, i);
		while (end < text.len && is_digit(text.s[end])) {
			end++;
		}
		if (hex || is_masked(text, i)) {
			buf_add(scratch, text.s + copied, i - copied);
			buf_addc(scratch, '#');
			end = hex ? i + hex : end;
			copied = end;
		}
		i = end;
	}
	buf_add(scratch, text.s + copied, text.len - copied);
	hash_of(buf_str(scratch), scratch->len, digest);
}

static char *
side_lines(struct arena *scratch, const struct access *side)
{
	char *all = arena_strdup(scratch, "at");
	int left = INNERMOST;
	for (size_t i = 0; i < side->stack.count && left > 0; i++) {
		const struct frame *f = &side->stack.frames[i];
		if (f->function && !text_starts(f->function, "__")) {
			all = arena_printf(
				scratch, "%s %s:%d", all, f->file ? fs_base(f->file) : "", f->line);
			left--;
		}
	}
	return all;
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void
log_seen_finding(char digest[static HASH_HEX], const struct finding *f)
{
	struct arena scratch = {0};
	char **sides = arena_alloc(&scratch, f->access_count + 1, sizeof *sides);
	for (size_t i = 0; i < f->access_count; i++) {
		sides[i] = side_lines(&scratch, &f->accesses[i]);
	}
	qsort(sides, f->access_count, sizeof *sides, compare);
	struct hash *h = hash_create();
	hash_adds(h, detector_name(f->detector));
	hash_adds(h, f->fingerprint);
	for (size_t i = 0; i < f->access_count; i++) {
		if (i == 0 || strcmp(sides[i - 1], sides[i]) != 0) {
			hash_adds(h, sides[i]);
		}
	}
	hash_finish(h, digest);
	arena_free(&scratch);
}
