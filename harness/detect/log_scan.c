// SPDX-License-Identifier: MIT
#include "log_scan.h"

#include <stdint.h>
#include <string.h>

/* Each looks for its anchor in s[0..len): its index, or where the next search has to begin with *found false. */
typedef size_t search_function(const char *s, size_t len, bool *found);

static const char sanitizer[] = "Sanitizer: ";

static size_t
find_sanitizer(const char *s, size_t len, bool *found)
{
	size_t n = sizeof sanitizer - 1;
	const char *at = memmem(s, len, sanitizer, n);
	*found = at != NULL;
	return at ? (size_t)(at - s) : len < n ? 0 : len - n + 1;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t
find_marker(const char *s, size_t len, bool *found)
{
	*found = false;
	for (size_t i = 0; i + 2 < len;) {
		const char *at = memmem(s + i, len - i, "==", 2);
		if (!at) {
			break;
		}
		i = (size_t)(at - s);
		if (i + 2 < len && is_digit(s[i + 2])) {
			*found = true;
			return i;
		}
		i++;
	}
	return len < 2 ? 0 : len - 2;
}

static size_t
find_element(const char *s, size_t len, bool *found)
{
	static const char *const names[] = {
		"valgrindoutput>", "error>", "announcethread>", "tool>", "errorcounts>", NULL};
	enum { LONGEST = sizeof "<valgrindoutput>" - 1 };
	*found = false;
	for (size_t i = 0; i + LONGEST <= len;) {
		const char *at = memchr(s + i, '<', len - LONGEST + 1 - i);
		if (!at) {
			break;
		}
		for (size_t k = 0; names[k]; k++) {
			if (at[1] == names[k][0] &&
				memcmp(at + 1, names[k], strlen(names[k])) == 0) {
				*found = true;
				return (size_t)(at - s);
			}
		}
		i = (size_t)(at - s) + 1;
	}
	return len < LONGEST ? 0 : len - LONGEST + 1;
}

size_t
log_scan_next(struct log_scan *scan, const char *data, size_t base, size_t from, size_t end)
{
	static search_function *const searches[SCAN_ANCHORS] = {
		find_sanitizer, find_marker, find_element};
	size_t first = SIZE_MAX;
	for (size_t i = 0; i < SCAN_ANCHORS; i++) {
		size_t at = scan->anchors[i].done;
		bool found = scan->anchors[i].found && at >= from;
		if (!found) {
			at = at < from ? from : at;
			at += searches[i](data + (at - base), end - at, &found);
		}
		scan->anchors[i].done = at;
		scan->anchors[i].found = found;
		first = found && at < first ? at : first;
	}
	return first;
}

size_t
log_scan_lines(const char *s, size_t len)
{
	const uint64_t ones = 0x0101010101010101u, low = 0x7F7F7F7F7F7F7F7Fu;
	size_t lines = 0, i = 0;
	while (len - i >= 8) {
		/* the sums of up to 255 words don't overflow their bytes */
		uint64_t sums = 0;
		for (size_t n = 0; n < 255 && len - i >= 8; n++, i += 8) {
			uint64_t word;
			memcpy(&word, s + i, sizeof word);
			word ^= ones * '\n';
			sums += (~(((word & low) + low) | word) >> 7) & ones;
		}
		uint64_t pairs = (sums & 0x00FF00FF00FF00FFu) + ((sums >> 8) & 0x00FF00FF00FF00FFu);
		lines += (pairs * 0x0001000100010001u) >> 48;
	}
	for (; i < len; i++) {
		lines += s[i] == '\n';
	}
	return lines;
}
