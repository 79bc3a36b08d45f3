// SPDX-License-Identifier: MIT
/* What the allocator tells the rest: blocks come and go, for races on memory used after free. */
#ifndef HAZARD_SHIM_HOOK_H
#define HAZARD_SHIM_HOOK_H

#include <stdbool.h>
#include <stddef.h>

/* Before the heap is used. */
void hook_heap(const void *arena, void *pc);

/* After a block was handed out; before it is taken back. */
void hook_allocated(void *block, size_t size, void *pc);
void hook_freed(void *block, size_t size, void *pc);

/* free() of what is no block: `again` where it was one and was given back already.  Ends the schedule as glibc would. */
void hook_bad_free(void *block, bool again, void *pc);

/* The function of this name in the objects behind this one. */
void *hook_next(const char *name);

#endif
