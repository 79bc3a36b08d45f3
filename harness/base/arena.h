// SPDX-License-Identifier: MIT
/* Memory that is given back all at once.  struct arena a = {0}; is empty. */
#ifndef HAZARD_ARENA_H
#define HAZARD_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *last; /* newest block; each knows the one before */
	size_t bytes;             /* handed out so far */
};

/* Zeroed, aligned for anything; lives as long as the arena. */
void *arena_alloc(struct arena *a, size_t count, size_t size);

/* Copies with a final NUL; live as long as the arena.  arena_strdup of NULL is NULL. */
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t len);
void *arena_memdup(struct arena *a, const void *data, size_t bytes);
__attribute__((format(printf, 2, 3))) char *arena_printf(struct arena *a, const char *format, ...);
__attribute__((format(printf, 2, 0))) char *arena_vprintf(
	struct arena *a, const char *format, va_list args);

/* Gives everything back; the arena is empty and can be used again. */
void arena_free(struct arena *a);

/*
 * Appends a zeroed item to an array that lives in the arena: ARENA_PUSH(a, items, count) with
 * `type *items; size_t count;` lvalues.  Returns a pointer to the new item.  Growth copies (old
 * copies stay in the arena), so it is for short lists.
 */
#define ARENA_PUSH(a, items, count) \
	((items) = arena_push((a), (items), (count), sizeof *(items)), &(items)[(count)++])

void *arena_push(struct arena *a, const void *items, size_t count, size_t size);

#endif
