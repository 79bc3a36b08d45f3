// SPDX-License-Identifier: MIT
/*
 * Puts the process back to where it was before main: writable memory by copying, new mappings and files by undoing.
 */
#ifndef HAZARD_SHIM_RESET_H
#define HAZARD_SHIM_RESET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Remembers the state.  `argv` is the program's.  False: *why says what can't be copied. */
bool reset_take(char **argv, const char **why);

/* Back to it, in the explorer, after a schedule. */
void reset_restore(void);

/* A fault at this address was a first write to a page that is followed: it may be written now.  False: none of ours. */
bool reset_fault(uintptr_t address);

/*
 * In between, what is written is written for the library, once and not in every schedule (by libc, when it makes the storage
 * of a thread that had none): pages that nobody else writes are not copied back after other schedules.
 */
void reset_ours_begin(void);
void reset_ours_end(void);

/* Nothing is followed any more: in a process that resets no more. */
void reset_stop(void);

/* Bytes copied back after each schedule, so far. */
size_t reset_bytes(void);

/*
 * The program mapped or unmapped memory; is about to close a descriptor or to put another in its place; changed what the
 * kernel keeps.
 */
void reset_mapped(void *at, size_t size);
void reset_unmapped(void *at, size_t size);
void reset_closed(int fd);
void reset_directory(void);
void reset_umask(void);

/* The schedule did what can't be undone: from the next one on each gets a process of its own.  `why` is a name. */
void reset_impossible(const char *why);

/* … and whether that was so; false until then. */
bool reset_given_up(void);

/*
 * Before what the process can't undo, and children inherit.  In a process of many schedules it doesn't return: this one
 * comes to nothing, and is run again in a process of its own, as all after it.
 */
void reset_lasting(const char *why);

/* A hash of all that a reset would put back (not the stacks of fibers). */
uint64_t reset_hash(void);

#endif
