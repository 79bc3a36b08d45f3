// SPDX-License-Identifier: MIT
#include "log_line.h"

#include <string.h>

#include "buf.h"

enum { ESCAPE = 0x1B, BELL = 0x07 };

/* The bytes of the escape sequence at s[0..len), which begins with ESC. */
static size_t
escape_len(const char *s, size_t len)
{
	size_t i = 2;
	if (len < 2) {
		return len;
	}
	if (s[1] == '[') {
		while (i < len && (unsigned char)s[i] >= 0x20 && (unsigned char)s[i] < 0x40) {
			i++;
		}
		return i < len && (unsigned char)s[i] >= 0x40 && (unsigned char)s[i] < 0x7F ? i + 1
											    : i;
	}
	if (s[1] == ']') {
		while (i < len && s[i] != BELL && s[i] != ESCAPE && s[i] != '\n') {
			i++;
		}
		return i < len && s[i] == BELL ? i + 1 : i;
	}
	return s[1] == '\n' ? 1 : 2;
}

/* What is left of a line after its carriage returns. */
static struct span
last_overwritten(struct span line)
{
	while (line.len && line.s[line.len - 1] == '\r') {
		line.len--;
	}
	const char *back = line.len ? memrchr(line.s, '\r', line.len) : NULL;
	return back ? span_from(line, (size_t)(back + 1 - line.s)) : line;
}

static void
add_line(struct buf *out, struct span line)
{
	line = last_overwritten(line);
	for (size_t i = 0; i < line.len;) {
		const char *escape = memchr(line.s + i, ESCAPE, line.len - i);
		size_t end = escape ? (size_t)(escape - line.s) : line.len;
		buf_add(out, line.s + i, end - i);
		i = escape ? end + escape_len(escape, line.len - end) : end;
	}
}

struct span
log_line_next(struct span *rest)
{
	const char *end = rest->len ? memchr(rest->s, '\n', rest->len) : NULL;
	size_t len = end ? (size_t)(end - rest->s) : rest->len;
	struct span line = span_slice(*rest, 0, len);
	*rest = end ? span_from(*rest, len + 1) : (struct span){0};
	return line;
}

struct span
log_line_plain(struct span text, struct buf *out)
{
	if (!text.len || (!memchr(text.s, ESCAPE, text.len) && !memchr(text.s, '\r', text.len))) {
		return text;
	}
	buf_clear(out);
	while (text.s) {
		add_line(out, log_line_next(&text));
		if (text.s) {
			buf_addc(out, '\n');
		}
	}
	return (struct span){buf_str(out), out->len};
}

static size_t
count_of(struct span t, size_t i, const char *set)
{
	size_t n = 0;
	while (i + n < t.len && t.s[i + n] && strchr(set, t.s[i + n])) {
		n++;
	}
	return n;
}

/* Blanks and a number at byte i: how long they are; 0: there is no number. */
static size_t
number_at(struct span t, size_t i)
{
	size_t blanks = count_of(t, i, " ");
	size_t digits = count_of(t, i + blanks, "0123456789");
	return digits ? blanks + digits : 0;
}

ptrdiff_t
log_line_after(struct span prefix, struct span line)
{
	size_t p = 0, i = 0;
	while (p < prefix.len) {
		size_t number = number_at(prefix, p);
		if (i == line.len && count_of(prefix, p, " ") == prefix.len - p) {
			return (ptrdiff_t)i;
		}
		if (!number) {
			if (i == line.len || line.s[i] != prefix.s[p]) {
				return -1;
			}
			p++;
			i++;
			continue;
		}
		size_t same = number_at(line, i);
		if (!same) {
			return -1;
		}
		p += number;
		i += same;
	}
	return (ptrdiff_t)i;
}
