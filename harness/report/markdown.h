// SPDX-License-Identifier: MIT
/* Text for GitHub Flavored Markdown (github.github.com/gfm), safe in a paragraph, a heading and a cell of a table. */
#ifndef HAZARD_MARKDOWN_H
#define HAZARD_MARKDOWN_H

#include <stddef.h>

struct buf;

/*
 * Adds s[0..len) so that it is shown as it is, on one line: no markup, HTML, link or emoji comes of it; control characters
 * and ill-formed UTF-8 are shown as \xHH.
 */
void markdown_text(struct buf *out, const char *s, size_t len);

/* The same, shown as code. */
void markdown_code(struct buf *out, const char *s, size_t len);

#endif
