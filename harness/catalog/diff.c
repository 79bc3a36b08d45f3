// SPDX-License-Identifier: MIT
#include "diff.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "csource.h"
#include "marker.h"

struct diff_text
diff_code(struct arena *a, const struct csource *s)
{
	struct diff_text text = {0};
	struct buf line = {0};
	text.lines = arena_alloc(a, s->line_count + 1, sizeof *text.lines);
	for (size_t n = 1; n <= s->line_count; n++) {
		if (!csource_has_code(s, n)) {
			continue;
		}
		buf_clear(&line);
		csource_code(s, n, &line);
		text.lines[text.count++] = (struct diff_line){
			arena_strndup(a, buf_str(&line), line.len), line.len, (int)n};
	}
	buf_free(&line);
	return text;
}

struct diff_text
diff_reading(struct arena *a, const struct csource *s)
{
	struct diff_text text = {0};
	size_t first = 0, last = 0;
	text.lines = arena_alloc(a, s->line_count + 1, sizeof *text.lines);
	csource_header(s, &first, &last);
	for (size_t n = last + 1; n <= s->line_count; n++) {
		const char *start = s->text + s->lines[n - 1].start;
		size_t len = s->lines[n - 1].len, marker = marker_start(s, n);
		if (marker != SIZE_MAX) {
			len = marker - s->lines[n - 1].start;
		}
		while (len && (start[len - 1] == ' ' || start[len - 1] == '\t')) {
			len--;
		}
		text.lines[text.count++] = (struct diff_line){start, len, (int)n};
	}
	return text;
}

static bool
same(const struct diff_line *a, const struct diff_line *b)
{
	return a->len == b->len && memcmp(a->s, b->s, a->len) == 0;
}

/*
 * The furthest x on each diagonal k = x - y after d edits, for every d: what the way back is read
 * from.  Row d has the diagonals -d..d; reach[d][k + d].
 */
struct search {
	const struct diff_line *old, *new;
	int n, m;
	int **reach;
	int d;
};

/* Whether the step to diagonal k of row d goes down (an addition) rather than right (a removal). */
static bool
goes_down(const struct search *s, int d, int k)
{
	const int *before = s->reach[d - 1] + (d - 1);
	return k == -d || (k != d && before[k - 1] < before[k + 1]);
}

/* Where row d enters diagonal k, before it runs along equal lines. */
static int
entry(const struct search *s, int d, int k)
{
	if (d == 0) {
		return 0;
	}
	const int *before = s->reach[d - 1] + (d - 1);
	return goes_down(s, d, k) ? before[k + 1] : before[k - 1] + 1;
}

/* A diagonal may leave the box; it ends nothing then, and the way back never crosses it (it would
 * be a detour). */
static void
search(struct search *s, struct arena *a)
{
	s->reach = arena_alloc(a, (size_t)(s->n + s->m + 1), sizeof *s->reach);
	for (s->d = 0;; s->d++) {
		int *row = arena_alloc(a, (size_t)(2 * s->d + 1), sizeof *row);
		s->reach[s->d] = row;
		for (int k = -s->d; k <= s->d; k += 2) {
			int x = entry(s, s->d, k), y = x - k;
			while (x < s->n && y < s->m && same(&s->old[x], &s->new[y])) {
				x++, y++;
			}
			row[k + s->d] = x;
			if (k == s->n - s->m && x >= s->n) {
				assert(x == s->n);
				return;
			}
		}
	}
}

/* Marks the lines that go and come, walking back from the end. */
static void
walk_back(const struct search *s, bool *gone, bool *come)
{
	int x = s->n, y = s->m;
	for (int d = s->d; d > 0; d--) {
		int k = x - y;
		bool down = goes_down(s, d, k);
		x = entry(s, d, k);
		y = x - k;
		if (down) {
			come[--y] = true;
		} else {
			gone[--x] = true;
		}
	}
}

static void
mark(struct arena *a, struct diff_text old, struct diff_text new, bool *gone, bool *come)
{
	size_t head = 0, tail = 0;
	while (head < old.count && head < new.count &&same(&old.lines[head], &new.lines[head])) {
		head++;
	}
	while (tail < old.count - head &&
		tail < new.count - head &&same(&old.lines[old.count - 1 - tail],
					   &new.lines[new.count - 1 - tail])) {
		tail++;
	}
	size_t n = old.count - head - tail, m = new.count - head - tail;
	if (n + m > DIFF_MOST) {
		memset(gone + head, true, n);
		memset(come + head, true, m);
		return;
	}
	struct search s = {old.lines + head, new.lines + head, (int)n, (int)m, NULL, 0};
	search(&s, a);
	walk_back(&s, gone + head, come + head);
}

static int
number_at(struct diff_text text, size_t i)
{
	return i < text.count ? text.lines[i].number
	       : text.count   ? text.lines[text.count - 1].number + 1
			      : 1;
}

struct diff
diff_lines(struct arena *a, struct diff_text old, struct diff_text new)
{
	struct diff d = {0};
	bool *gone = arena_alloc(a, old.count + 1, sizeof *gone);
	bool *come = arena_alloc(a, new.count + 1, sizeof *come);
	mark(a, old, new, gone, come);
	d.steps = arena_alloc(a, old.count + new.count + 1, sizeof *d.steps);
	for (size_t i = 0, j = 0; i < old.count || j < new.count;) {
		struct diff_step step = {
			.old_number = number_at(old, i), .new_number = number_at(new, j)};
		if (i < old.count && gone[i]) {
			step.op = DIFF_REMOVED;
			step.line = &old.lines[i++];
			d.removed++;
		} else if (j < new.count && come[j]) {
			step.op = DIFF_ADDED;
			step.line = &new.lines[j++];
			d.added++;
		} else {
			step.line = &old.lines[i++];
			j++;
		}
		d.steps[d.count++] = step;
	}
	return d;
}

/* The steps from `first` to before `end` as a hunk. */
static struct diff_hunk
hunk_of(const struct diff *d, size_t first, size_t end)
{
	struct diff_hunk h = {.first = first, .count = end - first};
	h.old_first = d->steps[first].old_number;
	h.new_first = d->steps[first].new_number;
	for (size_t i = first; i < end; i++) {
		h.old_count += d->steps[i].op != DIFF_ADDED;
		h.new_count += d->steps[i].op != DIFF_REMOVED;
	}
	return h;
}

struct diff_hunk *
diff_hunks(struct arena *a, const struct diff *d, size_t context, size_t *count)
{
	struct diff_hunk *hunks = NULL;
	*count = 0;
	for (size_t i = 0, shown = 0; i < d->count; i++) {
		if (d->steps[i].op == DIFF_SAME) {
			continue;
		}
		size_t first = i - shown > context ? i - context : shown, end = i + 1;
		for (size_t j = i + 1; j < d->count && j - end < 2 * context + 1; j++) {
			end = d->steps[j].op != DIFF_SAME ? j + 1 : end;
		}
		i = end - 1;
		end = d->count - end > context ? end + context : d->count;
		*ARENA_PUSH(a, hunks, *count) = hunk_of(d, first, end);
		shown = end;
	}
	return hunks;
}
