// SPDX-License-Identifier: MIT
#include "strip.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "csource.h"

static const char neutral[] =
	"/* A concurrent program.  Is it right?  If not: which lines, and in what order? */";

const char *const *
strip_words(void)
{
	static const char *const words[] = {
		"atomic",
		"broke",
		"bug",
		"correct",
		"deadlock",
		"error",
		"fault",
		"fix",
		"forg",
		"hang",
		"happen",
		"lost",
		"lose",
		"mistake",
		"miss",
		"never",
		"order",
		"race",
		"right",
		"safe",
		"should",
		"too",
		"unsafe",
		"wrong",
		"without",
		"yet",
		NULL,
	};
	return words;
}

static bool
begins_with(const char *s, size_t len, const char *word)
{
	size_t n = strlen(word);
	return len >= n && strncasecmp(s, word, n) == 0;
}

static bool
reveals(const char *s, size_t len)
{
	if (memmem(s, len, "SPDX-License-Identifier:", 24)) {
		return false;
	}
	if (memmem(s, len, "//~", 3)) {
		return true;
	}
	for (size_t i = 0; i < len; i++) {
		if (i > 0 && isalnum((unsigned char)s[i - 1])) {
			continue;
		}
		for (const char *const *word = strip_words(); *word; word++) {
			if (begins_with(s + i, len - i, *word)) {
				return true;
			}
		}
	}
	return false;
}

/* The blanks that stood before a comment go with it where nothing follows, but for one behind a
 * backslash. */
static void
trim(struct buf *out)
{
	size_t len = out->len;
	while (len && (out->data[len - 1] == ' ' || out->data[len - 1] == '\t')) {
		len--;
	}
	out->len = len && out->data[len - 1] == '\\' ? out->len : len;
}

/* A comment that goes leaves one blank, as for the compiler, and its newlines; `last`: nothing
 * follows on its line. */
static void
add_gap(struct buf *out, const char *s, size_t len, bool last)
{
	buf_addc(out, ' ');
	for (size_t i = 0; i < len; i++) {
		if (s[i] == '\n') {
			trim(out);
			buf_addc(out, '\n');
		}
	}
	if (last) {
		trim(out);
	}
}

/* The end of the comment, string or stretch of code that begins at `i`: where the class changes. */
static size_t
stretch_end(const struct csource *s, size_t i)
{
	size_t end = i + 1;
	while (end < s->len && s->classes[end] == s->classes[i]) {
		bool two = s->classes[i] == CSOURCE_BLOCK_COMMENT && end - i >= 4 &&
			   s->text[end - 1] == '/' && s->text[end - 2] == '*';
		if (two) {
			break;
		}
		end++;
	}
	return end;
}

void
strip_copy(struct buf *out, const char *text, size_t len)
{
	struct arena a = {0};
	struct csource s;
	size_t first = 0, last = 0, header = SIZE_MAX;
	csource_init(&s, &a, text, len);
	if (csource_header(&s, &first, &last)) {
		header = s.lines[first - 1].start;
	}
	for (size_t i = 0; i < len;) {
		size_t end = stretch_end(&s, i);
		bool comment = s.classes[i] == CSOURCE_LINE_COMMENT ||
			       s.classes[i] == CSOURCE_BLOCK_COMMENT;
		if (i == header) {
			buf_adds(out, neutral);
		}
		if (comment && (i == header || reveals(text + i, end - i))) {
			add_gap(out, text + i, end - i, end == len || text[end] == '\n');
		} else {
			buf_add(out, text + i, end - i);
		}
		i = end;
	}
	arena_free(&a);
}
