// SPDX-License-Identifier: MIT
#include "markdown.h"

#include <string.h>

#include "buf.h"
#include "text.h"

/* A mark may follow a backslash; those that mean something only where a line begins stay as they are. */
static void
add_escaped(struct buf *out, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		switch (s[i]) {
		case '<':
			buf_adds(out, "&lt;");
			break;
		case '>':
			buf_adds(out, "&gt;");
			break;
		case '&':
			buf_adds(out, "&amp;");
			break;
		case '\n':
		case '\t':
			buf_addc(out, ' ');
			break;
		case '.':
			/* Only of an address: www.example.org. */
			buf_adds(out, i && (s[i - 1] | 0x20) == 'w' ? "\\." : ".");
			break;
		default:
			if (s[i] && strchr("\\`*_[]|~#$:@!", s[i])) {
				buf_addc(out, '\\');
			}
			buf_addc(out, s[i]);
		}
	}
}

void
markdown_text(struct buf *out, const char *s, size_t len)
{
	struct buf safe = {0};
	text_terminal(&safe, s, len, false);
	add_escaped(out, buf_str(&safe), safe.len);
	buf_free(&safe);
}

/* As an element: a code span has no escapes for backquotes, nor for bars within tables. */
void
markdown_code(struct buf *out, const char *s, size_t len)
{
	buf_adds(out, "<code>");
	markdown_text(out, s, len);
	buf_adds(out, "</code>");
}
