// SPDX-License-Identifier: MIT
/*
 * Writes XML 1.0 into a buffer, indented.  What XML 1.0 (fifth edition, production 2) can't carry, control
 * characters and ill-formed UTF-8, becomes U+FFFD, so the result is always well-formed.
 */
#ifndef HAZARD_XML_H
#define HAZARD_XML_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

enum { XML_DEPTH = 16 };

struct xml {
	struct buf *out; /* borrowed */
	int depth;
	const char *open[XML_DEPTH]; /* names; borrowed until the end */
	bool tag;                    /* the start tag is not closed yet: attributes may follow */
	bool text; /* the innermost element has text: no indentation before its end */
};

/* Begins with the XML declaration. */
void xml_init(struct xml *x, struct buf *out);
void xml_begin(struct xml *x, const char *name);
/* Attributes of the element just begun. */
void xml_attr(struct xml *x, const char *name, const char *value);
__attribute__((format(printf, 3, 4))) void xml_attrf(
	struct xml *x, const char *name, const char *format, ...);
void xml_text(struct xml *x, const char *s, size_t len);
void xml_end(struct xml *x);

#endif
