// SPDX-License-Identifier: MIT
/*
 * Data races by happens-before: two accesses of different threads to common bytes, one of them a write, one of them not
 * atomic, and neither ordered before the other by order.h.  (Flanagan, Freund: FastTrack, PLDI 2009, with a list in place of
 * the read vector; the rule for what may be forgotten makes lists of one or two entries.)
 *
 * Exact in this sense: if the schedule so far has a race on a byte, the first access that completes one is reported, with
 * an access that it races with.  Forgotten is only an access that a later one of its successors in happens-before stands
 * for: whatever would race with the one forgotten also races with that.  After a report the location goes on being checked.
 */
#ifndef HAZARD_RACE_H
#define HAZARD_RACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct order;

enum race_mode { RACE_READ = 0, RACE_WRITE = 1, RACE_ATOMIC = 2 }; /* to be OR-ed */

struct race_config {
	/* 8-byte words a schedule; 0: 65536; rounded up to a power of two, half of it is used */
	uint32_t granules;
	uint32_t granules_most; /* it grows up to so many, rounded up likewise; 0: it doesn't */
	uint32_t accesses;      /* remembered a schedule; 0: 131072 */
};

struct race_access {
	/* of the access, or for `earlier` its first byte in the 8-byte word where they meet */
	uint64_t addr;
	uint64_t pc;
	uint64_t step; /* as given */
	uint32_t size; /* bytes; `earlier`: within that word */
	uint16_t thread;
	uint8_t mode;
};

struct race_report {
	struct race_access earlier, later; /* in the order in which this schedule ran them */
};

struct race;

size_t race_size(const struct race_config *config);

/* Lays it out in `memory` (borrowed for ever, race_size() bytes, aligned to 64, zeroed); `order` is borrowed. */
struct race *race_init(void *memory, const struct race_config *config, struct order *order);

/* After each order_begin(). */
void race_begin(struct race *r);

/*
 * An access by t (mode: enum race_mode).  True if it races: `report` is filled with the first pair found.  Call it before
 * weak.h's function for the same atomic.  When its tables are full: ORDER_LIMIT_SHADOW, false.
 */
bool race_access(struct race *r, uint32_t t, uint64_t addr, uint64_t size, int mode, uint64_t pc,
	uint64_t step, struct race_report *report);

/* These bytes are new (malloc, a new stack): accesses before don't count.  A free() is an access: RACE_WRITE. */
void race_forget(struct race *r, uint64_t addr, uint64_t size);

#endif
