// SPDX-License-Identifier: MIT
#include "book_code.h"

#include <ctype.h>
#include <string.h>

#include "book_page.h"
#include "case.h"

static const char *const keywords[] = {"alignas", "alignof", "auto", "break", "case", "const",
	"continue", "default", "do", "else", "enum", "extern", "for", "goto", "if", "inline",
	"register", "restrict", "return", "sizeof", "static", "struct", "switch", "typedef",
	"union", "volatile", "while", "_Alignas", "_Alignof", "_Atomic", "_Generic", "_Noreturn",
	"_Static_assert", "_Thread_local", NULL};

static const char *const types[] = {"bool", "char", "double", "float", "int", "long", "short",
	"signed", "unsigned", "void", "_Bool", "_Complex", "FILE", NULL};

static bool
is_in(const char *const *names, const char *s, size_t len)
{
	for (; *names; names++) {
		if (strlen(*names) == len && memcmp(*names, s, len) == 0) {
			return true;
		}
	}
	return false;
}

static bool
is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static void
add(struct html *h, const char *class, const char *s, size_t len)
{
	if (class && len) {
		html_begin(h, "span", "class", class, NULL);
		html_text_len(h, s, len);
		html_end(h);
	} else {
		html_text_len(h, s, len);
	}
}

/* The length of a block comment's part on this line, from inside it. */
static size_t
comment_end(struct book_code *state, const char *s, size_t len)
{
	const char *end = memmem(s, len, "*/", 2);
	state->comment = !end;
	return end ? (size_t)(end + 2 - s) : len;
}

static size_t
string_end(const char *s, size_t len)
{
	size_t i = 1;
	while (i < len && s[i] != s[0]) {
		i += s[i] == '\\' && i + 1 < len ? 2 : 1;
	}
	return i < len ? i + 1 : len;
}

static const char *
word_class(const char *s, size_t len, size_t left)
{
	if (is_in(keywords, s, len)) {
		return "k";
	}
	if (is_in(types, s, len) || (len > 2 && memcmp(s + len - 2, "_t", 2) == 0)) {
		return "t";
	}
	return left > len && s[len] == '(' ? "f" : NULL;
}

/* One token at s[0..len), len > 0: its length and class. */
static size_t
token(struct book_code *state, const char *s, size_t len, const char **class)
{
	size_t n = 1;
	*class = NULL;
	if (len > 1 && s[0] == '/' && s[1] == '/') {
		*class = "c";
		return len;
	}
	if (len > 1 && s[0] == '/' && s[1] == '*') {
		*class = "c";
		return 2 + comment_end(state, s + 2, len - 2);
	}
	if (s[0] == '"' || s[0] == '\'') {
		*class = "s";
		return string_end(s, len);
	}
	if (isdigit((unsigned char)s[0])) {
		*class = "n";
		while (n < len && (is_word(s[n]) || s[n] == '.')) {
			n++;
		}
		return n;
	}
	if (is_word(s[0])) {
		while (n < len && is_word(s[n])) {
			n++;
		}
		*class = word_class(s, n, len);
		return n;
	}
	while (n < len && !is_word(s[n]) && !strchr("/\"'", s[n])) {
		n++;
	}
	return n;
}

void
book_code_line(struct html *h, struct book_code *state, const char *s, size_t len)
{
	size_t i = 0, blanks = 0;
	if (state->comment) {
		i = comment_end(state, s, len);
		add(h, "c", s, i);
	} else {
		while (blanks < len && isblank((unsigned char)s[blanks])) {
			blanks++;
		}
		if (blanks < len && s[blanks] == '#') {
			i = blanks + 1;
			while (i < len &&
				(isalpha((unsigned char)s[i]) || isblank((unsigned char)s[i]))) {
				i++;
			}
			add(h, "p", s, i);
		}
	}
	while (i < len) {
		const char *class;
		size_t n = token(state, s + i, len - i, &class);
		add(h, class, s + i, n);
		i += n;
	}
}

/* The length of the line without its marker, and without blanks before that. */
static size_t
without_marker(const char *s, size_t len)
{
	const char *marker = memmem(s, len, "//~", 3);
	size_t n = marker ? (size_t)(marker - s) : len;
	while (marker && n && isblank((unsigned char)s[n - 1])) {
		n--;
	}
	return n;
}

static void
add_labels(struct book_page *page, const struct program *p, int line)
{
	struct html *h = &page->h;
	const char *const *names = place_role_names();
	for (size_t i = 0; i < p->place_count; i++) {
		const struct place *place = &p->places[i];
		if (place->line != line) {
			continue;
		}
		html_begin(h, "span", "class", "label", NULL);
		html_text(h, place->label);
		const char *comma = ": ";
		for (int r = 0; names[r]; r++) {
			if (place->roles & 1u << r) {
				html_text(h, comma);
				html_text(h, names[r]);
				comma = ", ";
			}
		}
		html_end(h);
	}
}

static bool
is_marked(const struct program *p, int line)
{
	for (size_t i = 0; i < p->place_count; i++) {
		if (p->places[i].line == line) {
			return true;
		}
	}
	return false;
}

static void
add_line(struct book_page *page, const struct program *p, const char *id, int line,
	struct book_code *state, const char *s, size_t len, const struct book_reference *references,
	size_t count)
{
	struct html *h = &page->h;
	bool marked = is_marked(p, line);
	html_begin(h, "span", "class", marked ? "line mark" : "line", NULL);
	html_attrf(h, "id", "%s%d", id, line);
	html_begin(h, "span", "class", "no", NULL);
	/* Eight columns, so that tabs stay tabs. */
	html_textf(h, "%s%4d   ", marked ? ">" : " ", line);
	html_end(h);
	html_begin(h, "span", "class", "src", NULL);
	size_t shown = marked ? without_marker(s, len) : len;
	book_code_line(h, state, s, shown < BOOK_LINE_MOST ? shown : BOOK_LINE_MOST);
	if (shown > BOOK_LINE_MOST) {
		html_textf(h, " [%zu bytes more]", shown - BOOK_LINE_MOST);
	}
	html_end(h);
	if (marked) {
		add_labels(page, p, line);
	}
	for (size_t i = 0; i < count; i++) {
		if (references[i].line == line) {
			html_text(h, " ");
			html_begin(h, "a", "class", "ref", "href", references[i].address,
				"aria-label", references[i].label, NULL);
			html_text(h, references[i].text);
			html_end(h);
		}
	}
	html_end(h);
	html_line(h);
}

/* The number of lines of the header comment: what ends at the first line that holds nothing but its end. */
static int
header_lines(const char *text, size_t len)
{
	const char *start = memmem(text, len, "/*", 2), *end;
	if (!start || !(end = memmem(start, len - (size_t)(start - text), "*/", 2))) {
		return 0;
	}
	int lines = 1;
	for (const char *s = text; s < start; s++) {
		lines += *s == '\n';
	}
	/* A header stands at the top, after the licence's line at most. */
	if (lines > 2) {
		return 0;
	}
	for (const char *s = start; s < end; s++) {
		lines += *s == '\n';
	}
	return lines;
}

void
book_listing(struct book_page *page, const struct program *p, const char *id,
	const struct book_reference *references, size_t count)
{
	struct html *h = &page->h;
	struct book_code state = {0};
	const char *text = p->text ? p->text : "", *end = text + (p->text ? p->text_len : 0);
	int header = header_lines(text, (size_t)(end - text)), line = 0;
	html_begin(h, "pre", "class", "code", "tabindex", "0", "id", id, NULL);
	html_begin(h, "code", NULL);
	while (text < end) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		size_t len = (size_t)((newline ? newline : end) - text);
		if (++line > header) {
			add_line(page, p, id, line, &state, text, len, references, count);
		}
		text += len + 1;
	}
	html_end(h);
	html_end(h);
}
