// SPDX-License-Identifier: MIT
#include "screen.h"

#include <string.h>

#include "buf.h"
#include "report.h"
#include "text.h"

enum { DEFAULT_WIDTH = 80, NARROWEST = 40 };

void
screen_init(struct screen *s, struct buf *out, const struct report_options *options)
{
	int width = options->width ? options->width : DEFAULT_WIDTH;
	*s = (struct screen){
		.out = out,
		.color = options->color,
		.utf8 = options->utf8,
		.width = width < NARROWEST ? NARROWEST : width,
	};
}

const char *
screen_sign(const struct screen *s, enum mark m)
{
	static const char *const fine[] = {"·", "✓", "–", "?", "✗", "!"};
	static const char *const plain[] = {".", "+", "-", "?", "x", "!"};
	return s->utf8 ? fine[m] : plain[m];
}

enum style
screen_style(enum mark m)
{
	static const enum style styles[] = {
		STYLE_DIM, STYLE_GREEN, STYLE_DIM, STYLE_YELLOW, STYLE_RED, STYLE_RED};
	return styles[m];
}

static void
begin_style(struct screen *s, enum style style)
{
	static const char *const codes[] = {"", "1", "2", "32", "31", "33"};
	if (s->color && style != STYLE_PLAIN) {
		buf_addf(s->out, "\033[%sm", codes[style]);
	}
}

static void
end_style(struct screen *s, enum style style)
{
	if (s->color && style != STYLE_PLAIN) {
		buf_adds(s->out, "\033[0m");
	}
}

/* Makes text safe, on one line, and without what the terminal can't show. */
static void
make_safe(const struct screen *s, struct buf *out, const char *text, size_t len)
{
	struct buf escaped = {0};
	text_terminal(&escaped, text, len, false);
	for (size_t i = 0; i < escaped.len;) {
		size_t n = text_utf8(escaped.data + i, escaped.len - i);
		if (escaped.data[i] == '\t') {
			buf_addc(out, ' ');
		} else if (n > 1 && !s->utf8) {
			buf_addc(out, '?');
		} else {
			buf_add(out, escaped.data + i, n);
		}
		i += n;
	}
	buf_free(&escaped);
}

void
screen_spaces(struct screen *s, int count)
{
	for (int i = 0; i < count; i++) {
		buf_addc(s->out, ' ');
	}
}

void
screen_end_line(struct screen *s)
{
	while (s->out->len && s->out->data[s->out->len - 1] == ' ') {
		s->out->data[--s->out->len] = '\0';
	}
	buf_addc(s->out, '\n');
}

void
screen_cell(struct screen *s, enum style style, const char *text, int width)
{
	struct buf safe = {0};
	make_safe(s, &safe, text, strlen(text));
	begin_style(s, style);
	buf_add(s->out, buf_str(&safe), safe.len);
	end_style(s, style);
	screen_spaces(s, width - (int)text_width(buf_str(&safe)));
	buf_free(&safe);
}

void
screen_put(struct screen *s, enum style style, const char *text)
{
	screen_cell(s, style, text, 0);
}

/* Bytes of the first `columns` code points. */
static size_t
bytes_of(const char *s, size_t len, size_t columns)
{
	size_t i = 0;
	for (; i < len && columns; columns--) {
		i += text_utf8(s + i, len - i);
	}
	return i;
}

/* Whether a line may end before s[i]: at a space, but never between a number and its "%". */
static bool
breaks(const char *s, size_t len, size_t i)
{
	return s[i] == ' ' && !(i + 1 < len && s[i + 1] == '%');
}

/* How much of the text goes on a line of `room` columns: up to a space, or as much as fits. */
static size_t
line_break(const char *s, size_t len, size_t room)
{
	size_t most = bytes_of(s, len, room);
	if (most == len || breaks(s, len, most)) {
		return most;
	}
	for (size_t i = most; i > 1; i--) {
		if (breaks(s, len, i - 1)) {
			return i - 1;
		}
	}
	return most;
}

/* How much of the text the last line takes: whole words, unless that would leave much of the line empty. */
static size_t
cut_here(const char *s, size_t len, size_t room)
{
	size_t most = bytes_of(s, len, room), words = line_break(s, len, room);
	return words * 3 >= most * 2 ? words : most;
}

void
screen_wrap(struct screen *s, enum style style, const char *text, size_t len, int at, int indent,
	int lines)
{
	/* More than fits on all lines is never looked at: output may be a megabyte without a space.
	 */
	size_t most = (size_t)s->width * (size_t)lines * 4;
	bool cut = len > most;
	struct buf safe = {0};
	make_safe(s, &safe, text, cut ? most : len);
	const char *p = buf_str(&safe);
	size_t left = safe.len;
	for (int line = 1;; line++) {
		int room = s->width - (line == 1 ? at : indent);
		bool last = line == lines;
		size_t n = line_break(p, left, (size_t)(room > 10 ? room : 10));
		if (last && (n < left || cut)) {
			n = cut_here(p, left, (size_t)(room > 14 ? room - 4 : 10));
		}
		begin_style(s, style);
		buf_add(s->out, p, n);
		buf_adds(s->out, last && (n < left || cut) ? (s->utf8 ? " …" : " ...") : "");
		end_style(s, style);
		buf_addc(s->out, '\n');
		p += n;
		left -= n;
		while (left && *p == ' ') {
			p++;
			left--;
		}
		if (!left || last) {
			break;
		}
		screen_spaces(s, indent);
	}
	buf_free(&safe);
}

void
screen_shorten(const struct screen *s, struct buf *out, const char *text, int width)
{
	struct buf safe = {0};
	make_safe(s, &safe, text, strlen(text));
	size_t columns = text_width(buf_str(&safe)), room = (size_t)(width > 4 ? width : 4);
	if (columns <= room) {
		buf_adds(out, buf_str(&safe));
		buf_free(&safe);
		return;
	}
	const char *dots = s->utf8 ? "…" : "..";
	size_t keep = room - text_width(dots), head = keep / 2, tail = keep - head;
	size_t tail_at = bytes_of(safe.data, safe.len, columns - tail);
	buf_add(out, safe.data, bytes_of(safe.data, safe.len, head));
	buf_adds(out, dots);
	buf_adds(out, safe.data + tail_at);
	buf_free(&safe);
}
