// SPDX-License-Identifier: MIT
/*
 * The program's heap while it is explored: an arena a thread at an address of its own, so that a schedule always gets
 * the same addresses, what malloc answers doesn't hang on other threads, and putting the heap back is one copy and one
 * clearing.  Last freed is first given again within a size
 * class, as in glibc: the reuse that an ABA bug needs.  No locks: one thread runs at a time.
 */
#ifndef HAZARD_SHIM_ALLOC_H
#define HAZARD_SHIM_ALLOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Maps the arena; from now on malloc and its like use it.  False where the address space is not to be had. */
bool alloc_start(void);

/* Between the two, blocks come from memory that no reset touches (what the loader allots for a new thread). */
void alloc_permanent_begin(void);
void alloc_permanent_end(void);

/* The part of main's arena in use: what a snapshot has to copy. */
void *alloc_base(void);
size_t alloc_used(void);

/* Before the first `used` bytes are copied back: makes the rest, and all that the other threads took, zero again. */
void alloc_clear(size_t used, uint32_t threads);

/* alloc_start() was called, and could. */
extern __attribute__((visibility("hidden"))) bool alloc_started;

/* A block for the thread that runs; `align` is a power of two of at least 16.  NULL: errno. */
void *alloc_take(size_t size, size_t align);

/* Takes a block back; `keep`: mostly not to give it out again in this schedule, so that its use can be noticed. */
void alloc_give(void *block, bool keep);

/* The arena of the thread that runs; whether the address is in any; in the memory that stays. */
const void *alloc_arena(void);
bool alloc_owns(const void *p);
bool alloc_is_permanent(const void *p);

/* Between alloc_permanent_begin() and its end. */
bool alloc_loading(void);

/* What is no block now: whether it is one that was given back. */
bool alloc_was_block(const void *block);

/* The usable size of a block of the arena, 0 for anything else. */
size_t alloc_size(const void *block);

/* malloc() on behalf of the caller at `pc`. */
void *alloc_at(size_t size, void *pc);

#endif
