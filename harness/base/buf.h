// SPDX-License-Identifier: MIT
/* A growing byte buffer.  struct buf b = {0}; is empty; `data` always ends in a NUL that `len` does not count. */
#ifndef HAZARD_BUF_H
#define HAZARD_BUF_H

#include <stdarg.h>
#include <stddef.h>

struct buf {
	char *data; /* NULL while nothing was ever added */
	size_t len; /* bytes */
	size_t cap; /* bytes */
};

void buf_add(struct buf *b, const void *data, size_t len);
void buf_addc(struct buf *b, char c);
void buf_adds(struct buf *b, const char *s);
__attribute__((format(printf, 2, 3))) void buf_addf(struct buf *b, const char *format, ...);
__attribute__((format(printf, 2, 0))) void buf_addv(
	struct buf *b, const char *format, va_list args);

/* The text so far, never NULL; borrowed until the next change. */
const char *buf_str(const struct buf *b);

/* Empty again, keeping the memory. */
void buf_clear(struct buf *b);

/* Gives the memory back; also for a zeroed one. */
void buf_free(struct buf *b);

#endif
