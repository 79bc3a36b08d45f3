// SPDX-License-Identifier: MIT
/*
 * A growing array on the heap.  VEC(struct thing) things = {0}; is empty.
 *
 *   *VEC_PUSH(&things) = thing;      a new last item (zeroed first)
 *   things.items[i], things.len      i < len
 *   VEC_FREE(&things);               back to empty
 *
 * A pointer into it holds until the next push.
 */
#ifndef HAZARD_VEC_H
#define HAZARD_VEC_H

#include <stddef.h>

#define VEC(type)            \
	struct {             \
		type *items; \
		size_t len;  \
		size_t cap;  \
	}

/* Room for one more item of `size` bytes, zeroed, at index *len, which grows by one.  Returns the array. */
void *vec_push(void *items, size_t *len, size_t *cap, size_t size);

#define VEC_PUSH(v)                                                                   \
	((v)->items = vec_push((v)->items, &(v)->len, &(v)->cap, sizeof *(v)->items), \
		&(v)->items[(v)->len - 1])

#define VEC_FREE(v) (free((v)->items), (v)->items = NULL, (v)->len = (v)->cap = 0)

#endif
