// SPDX-License-Identifier: MIT
/*
 * Writes HTML (https://html.spec.whatwg.org) into a buffer.  Whatever the text, the result is well-formed and the text
 * stays text: here, and nowhere else, is it escaped.  What HTML can't carry becomes visible: control characters turn into their
 * pictures (U+2400 …), ill-formed UTF-8, noncharacters and the characters that change the direction of text into U+FFFD.
 * Names of elements and attributes are the caller's own, never data.
 */
#ifndef HAZARD_HTML_H
#define HAZARD_HTML_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

enum { HTML_DEPTH = 48 };

struct html {
	struct buf *out; /* borrowed */
	int depth;
	const char *open[HTML_DEPTH]; /* names; borrowed until the end */
	bool tag;                     /* the start tag is not closed yet: attributes may follow */
};

/* Begins a document: with its doctype. */
void html_init(struct html *h, struct buf *out);

/* Begins a part of a document, without doctype. */
void html_part(struct html *h, struct buf *out);

/* Begins an element, with attributes as pairs of name and value, ended by NULL: html_begin(h, "p", "id", id, NULL). */
__attribute__((sentinel)) void html_begin(struct html *h, const char *name, ...);

/*
 * Attributes of the element just begun.  A `href` or `src` that is no relative address and neither http(s) nor mailto is
 * left out.  html_flag's has no value.
 */
void html_attr(struct html *h, const char *name, const char *value);
__attribute__((format(printf, 3, 4))) void html_attrf(
	struct html *h, const char *name, const char *format, ...);
void html_flag(struct html *h, const char *name);

/* Text of the innermost element; html_text takes no NULL. */
void html_text(struct html *h, const char *s);
void html_text_len(struct html *h, const char *s, size_t len);
__attribute__((format(printf, 2, 3))) void html_textf(struct html *h, const char *format, ...);

/* A sentence in which `code` stands in backquotes: as code. */
void html_prose(struct html *h, const char *s, size_t len);

/* Ends the innermost element; elements that can't have content (br, meta …) get no end tag. */
void html_end(struct html *h);

/* A newline between elements, for people who read the source. */
void html_line(struct html *h);

/* A whole element of nothing but text, with a class or (NULL) without. */
void html_put(struct html *h, const char *name, const char *class, const char *text);

#endif
