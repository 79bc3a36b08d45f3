// SPDX-License-Identifier: MIT
#include "text.h"

#include <stdint.h>
#include <string.h>

#include "buf.h"

static bool
within(unsigned char c, unsigned char low, unsigned char high)
{
	return low <= c && c <= high;
}

size_t
text_utf8(const char *s, size_t len)
{
	const unsigned char *u = (const unsigned char *)s;
	if (len >= 1 && u[0] < 0x80) {
		return 1;
	}
	if (len >= 2 && within(u[0], 0xC2, 0xDF) && within(u[1], 0x80, 0xBF)) {
		return 2;
	}
	if (len >= 3 && within(u[0], 0xE0, 0xEF) && within(u[2], 0x80, 0xBF)) {
		unsigned char low = u[0] == 0xE0 ? 0xA0 : 0x80;
		unsigned char high = u[0] == 0xED ? 0x9F : 0xBF;
		return within(u[1], low, high) ? 3 : 0;
	}
	if (len >= 4 && within(u[0], 0xF0, 0xF4) && within(u[2], 0x80, 0xBF) &&
		within(u[3], 0x80, 0xBF)) {
		unsigned char low = u[0] == 0xF0 ? 0x90 : 0x80;
		unsigned char high = u[0] == 0xF4 ? 0x8F : 0xBF;
		return within(u[1], low, high) ? 4 : 0;
	}
	return 0;
}

/* C1 controls (U+0080..U+009F) start escape sequences on some terminals. */
static bool
is_control(const char *s, size_t n)
{
	unsigned char c = (unsigned char)s[0];
	return n == 1 ? c < 0x20 || c == 0x7F : n == 2 && c == 0xC2 && (unsigned char)s[1] < 0xA0;
}

/* Comparisons that know languages overlook some characters, and all of those are outside of ASCII. */
static bool
is_plain(char c)
{
	return (unsigned char)c < 0x80;
}

/* Whether `out` ends in that, whatever is overlooked behind it or within. */
static bool
ends_in(const struct buf *out, const char *end)
{
	size_t left = strlen(end);
	for (size_t i = out->len; i && left; i--) {
		if (is_plain(out->data[i - 1]) && out->data[i - 1] != end[--left]) {
			return false;
		}
	}
	return !left;
}

void
text_terminal(struct buf *out, const char *s, size_t len, bool lines)
{
	for (size_t i = 0; i < len;) {
		size_t n = text_utf8(s + i, len - i);
		bool keep = n && (!is_control(s + i, n) || s[i] == '\t' || (lines && s[i] == '\n'));
		keep = keep && !(s[i] == '[' && (ends_in(out, "##") || ends_in(out, "##vso")));
		if (keep) {
			buf_add(out, s + i, n);
			i += n;
			continue;
		}
		for (size_t end = i + (n ? n : 1); i < end; i++) {
			buf_addf(out, "\\x%02X", (unsigned char)s[i]);
		}
	}
}

/* How long the blanks, the colours and what else is overlooked are at a line's beginning. */
static size_t
skipped(const char *s, size_t len)
{
	size_t i = 0;
	while (i < len) {
		if (s[i] == '\033' && i + 1 < len && s[i + 1] == '[') {
			while (i < len && s[i] != 'm') {
				i++;
			}
			i += i < len;
		} else if (s[i] == ' ' || s[i] == '\t' || !is_plain(s[i])) {
			i++;
		} else {
			break;
		}
	}
	return i;
}

/* Whether two colons stand there, whatever is overlooked between them. */
static bool
is_command(const char *s, size_t len)
{
	size_t i = 1;
	while (i < len && !is_plain(s[i])) {
		i++;
	}
	return i < len && s[0] == ':' && s[i] == ':';
}

void
text_no_commands(struct buf *out, size_t from)
{
	struct buf safe = {0};
	for (size_t i = from; i < out->len;) {
		const char *line = out->data + i, *end = memchr(line, '\n', out->len - i);
		size_t len = end ? (size_t)(end - line) + 1 : out->len - i;
		size_t at = skipped(line, len);
		bool command = is_command(line + at, len - at), blank = at && line[at - 1] == ' ';
		/* In the place of a blank, so that the line gets no wider. */
		buf_add(&safe, line, at - (command && blank));
		buf_adds(&safe, command ? "|" : "");
		buf_add(&safe, line + at, len - at);
		i += len;
	}
	if (safe.len) {
		out->len = from;
		buf_add(out, safe.data, safe.len);
	}
	buf_free(&safe);
}

size_t
text_width(const char *s)
{
	size_t width = 0;
	for (; *s; s++) {
		width += ((unsigned char)*s & 0xC0) != 0x80;
	}
	return width;
}

bool
text_starts(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool
text_ends(const char *s, const char *suffix)
{
	size_t n = strlen(s), m = strlen(suffix);
	return n >= m && strcmp(s + n - m, suffix) == 0;
}

enum { LONGEST_NAME = 64 };

/*
 * Edit distance with swaps of neighbours as one edit (optimal string alignment: Damerau 1964, Boytsov 2011, section 2.2),
 * by three rows; words longer than LONGEST_NAME are never near.
 */
static size_t
distance(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b);
	if (n > LONGEST_NAME || m > LONGEST_NAME) {
		return SIZE_MAX;
	}
	size_t rows[3][LONGEST_NAME + 1];
	size_t *before = rows[0], *last = rows[1], *row = rows[2];
	for (size_t j = 0; j <= m; j++) {
		last[j] = j;
	}
	for (size_t i = 1; i <= n; i++) {
		row[0] = i;
		for (size_t j = 1; j <= m; j++) {
			size_t best = last[j - 1] + (a[i - 1] != b[j - 1]);
			best = last[j] + 1 < best ? last[j] + 1 : best;
			best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
				best = before[j - 2] + 1 < best ? before[j - 2] + 1 : best;
			}
			row[j] = best;
		}
		size_t *spare = before;
		before = last;
		last = row;
		row = spare;
	}
	return last[m];
}

const char *
text_nearest(const char *word, const char *const *names)
{
	size_t limit = strlen(word) / 3;
	size_t best = limit > 1 ? limit : 1;
	const char *nearest = NULL;
	for (; *names; names++) {
		size_t d = distance(word, *names);
		if (d < best || (d == best && !nearest)) {
			best = d;
			nearest = *names;
		}
	}
	return nearest;
}
