// SPDX-License-Identifier: MIT
#include "span.h"

#include <stdint.h>
#include <string.h>

struct span
span_of(const char *s)
{
	return (struct span){s, strlen(s)};
}

struct span
span_from(struct span t, size_t start)
{
	return (struct span){t.s + start, t.len - start};
}

struct span
span_slice(struct span t, size_t start, size_t end)
{
	return (struct span){t.s + start, end - start};
}

bool
span_starts(struct span t, const char *prefix)
{
	size_t n = strlen(prefix);
	return n == 0 || (t.len >= n && memcmp(t.s, prefix, n) == 0);
}

bool
span_ends(struct span t, const char *suffix)
{
	size_t n = strlen(suffix);
	return n == 0 || (t.len >= n && memcmp(t.s + t.len - n, suffix, n) == 0);
}

bool
span_equals(struct span t, const char *s)
{
	return t.len == strlen(s) && span_starts(t, s);
}

ptrdiff_t
span_find(struct span t, const char *needle)
{
	const char *p = t.len ? memmem(t.s, t.len, needle, strlen(needle)) : NULL;
	return p ? p - t.s : -1;
}

ptrdiff_t
span_find_last(struct span t, const char *needle)
{
	size_t n = strlen(needle);
	for (size_t i = t.len; i >= n && i > 0;) {
		const char *p = memrchr(t.s, needle[0], i - n + 1);
		if (!p) {
			return -1;
		}
		if (memcmp(p, needle, n) == 0) {
			return p - t.s;
		}
		i = (size_t)(p - t.s) + n - 1;
	}
	return -1;
}

bool
span_take(struct span *t, const char *prefix)
{
	if (!span_starts(*t, prefix)) {
		return false;
	}
	*t = span_from(*t, strlen(prefix));
	return true;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Length of a colour sequence at the start; 0: none. */
static size_t
colour(struct span t)
{
	if (t.len < 3 || t.s[0] != '\033' || t.s[1] != '[') {
		return 0;
	}
	size_t i = 2;
	while (i < t.len && ((t.s[i] >= '0' && t.s[i] <= '9') || t.s[i] == ';')) {
		i++;
	}
	return i < t.len && t.s[i] == 'm' ? i + 1 : 0;
}

static struct span
trim_end(struct span t)
{
	for (;;) {
		while (t.len && is_blank(t.s[t.len - 1])) {
			t.len--;
		}
		if (!t.len || t.s[t.len - 1] != 'm') {
			return t;
		}
		const char *esc = memrchr(t.s, '\033', t.len);
		size_t at = esc ? (size_t)(esc - t.s) : t.len;
		if (!esc || colour(span_from(t, at)) != t.len - at) {
			return t;
		}
		t.len = at;
	}
}

struct span
span_trim(struct span t)
{
	for (size_t skip = 1; t.len && skip;) {
		skip = is_blank(t.s[0]) ? 1 : colour(t);
		t = span_from(t, skip);
	}
	return trim_end(t);
}

size_t
span_number(struct span t)
{
	const size_t most = SIZE_MAX / 16;
	size_t n = 0;
	for (size_t i = 0; i < t.len; i++) {
		char c = t.s[i];
		if (c == ',' && i > 0 && i + 1 < t.len && t.s[i + 1] >= '0' && t.s[i + 1] <= '9') {
			continue;
		}
		if (c < '0' || c > '9') {
			break;
		}
		n = n > most / 10 - 1 ? most : n * 10 + (size_t)(c - '0');
	}
	return n;
}

size_t
span_number_after(struct span t, const char *words)
{
	ptrdiff_t at = span_find(t, words);
	return at < 0 ? 0 : span_number(span_from(t, (size_t)at + strlen(words)));
}
