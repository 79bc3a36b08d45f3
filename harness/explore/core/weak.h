// SPDX-License-Identifier: MIT
/*
 * Atomics: the happens-before edges that they make and, on request, the stale values that C11 lets a load return.
 *
 * Each location keeps its last `history` stores in modification order, each with what it releases.  A load may return any
 * of them that is not older than one its thread has seen (view), nor than what sequential consistency demands.  With a
 * history of 1 every load returns the newest store: sequentially consistent values, still with C11's edges only.
 *
 * Sound: every outcome produced is allowed by C11 (as corrected by P0668, C++20; and release sequences as in C11, with later
 * stores of the same thread; where a relaxed store follows release read-modify-writes of its own thread in another thread's
 * sequence, that sequence is taken to go on, which only orders more).  Not produced, though allowed:
 *	load buffering (a load returning a store that comes later in the schedule);
 *	modification order other than the order of execution (2+2W's weak outcome, a store going before an older one);
 *	an order of seq_cst operations other than the order of execution;
 *	stores further back than `history`, or than the first access to a location in the schedule;
 *	plain accesses are never weak: races are race.h's; a plain store to an atomic is seen by all.
 * So FAIL is real, and a search with weak loads that finds nothing has searched this subset.
 */
#ifndef HAZARD_WEAK_H
#define HAZARD_WEAK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct order;

struct weak_config {
	uint32_t history; /* stores that a load may return; 0 and 1: the newest only; at most 64 */
	uint32_t locations; /* a schedule; 0: 4096; not more than order.h's */
};

/* The bytes of an atomic object of 1, 2, 4, 8 or 16 bytes, as in memory, the rest zero. */
struct weak_value {
	uint64_t word[2];
};

struct weak;

size_t weak_size(const struct weak_config *config);

/* Lays it out in `memory` (borrowed for ever, weak_size() bytes, aligned to 64, zeroed); `order` is borrowed. */
struct weak *weak_init(void *memory, const struct weak_config *config, struct order *order);

/* After each order_begin(). */
void weak_begin(struct weak *w);

/*
 * `order` is __ATOMIC_*, consume counts as acquire.  `now` is what memory holds before the operation: where a plain store
 * changed it, older values can't be read any more.
 *
 * A load: how many values it may return (1..history; equal ones are not merged).  Choose one k (0 is the newest), then call
 * weak_load_take(), which makes the edges and returns the value.
 */
uint32_t weak_load(
	struct weak *w, uint32_t t, uint64_t addr, uint32_t size, int order, struct weak_value now);
struct weak_value weak_load_take(struct weak *w, uint32_t k);

/*
 * A strong or weak compare-exchange.  As weak_load(), with the stores that hold another value than `expected` (it fails and
 * returns that value), and before them, as k = 0, the newest store if it holds `expected` (it succeeds).  Take k: on
 * failure `failure` is the order, on success call weak_rmw() in place of weak_load_take().  *may_succeed: k = 0 is success.
 */
uint32_t weak_cas(struct weak *w, uint32_t t, uint64_t addr, uint32_t size, int failure,
	struct weak_value now, struct weak_value expected, bool *may_succeed);

/* A store; a read-modify-write (reads the newest store, whatever the views are). */
void weak_store(struct weak *w, uint32_t t, uint64_t addr, uint32_t size, int order,
	struct weak_value now, struct weak_value next);
void weak_rmw(struct weak *w, uint32_t t, uint64_t addr, uint32_t size, int order,
	struct weak_value now, struct weak_value next);

/* atomic_thread_fence. */
void weak_fence(struct weak *w, uint32_t t, int order);

/* These bytes are new (malloc, a new stack, atomic_init): stores before don't count. */
void weak_forget(struct weak *w, uint64_t addr, uint64_t size);

#endif
