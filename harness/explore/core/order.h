// SPDX-License-Identifier: MIT
/*
 * Who has seen what: happens-before clocks of threads and synchronisation objects, and, for weak memory, how far each
 * thread's view of each atomic location has come.  One vector holds both, as synchronisation passes both on.
 *
 * Under it: race.h (which accesses are unordered) and weak.h (which stores a load may read).  Give all three the same
 * events in the order in which they happen.  Thread ids are the engine's.
 *
 * Exactness: an edge is made for each release that an acquire of the same object comes after.  For mutexes, joins,
 * creations and atomics those are C11's.  For semaphores and condition variables, where it isn't said which post a wait
 * consumes, it is an edge from every earlier one: a race hidden by that is missed, none is invented.
 */
#ifndef HAZARD_ORDER_H
#define HAZARD_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct order_config {
	uint32_t threads;     /* 0: 64; at most 1024 */
	uint32_t objects;     /* synchronisation objects a schedule; 0: 4096 */
	uint32_t locations;   /* atomic locations a schedule; 0: 4096, at most 60000 */
	uint32_t clock_bytes; /* for clocks of objects and stores; 0: 8 MiB */
};

/* What ran out; a schedule in which anything did proves nothing about races or weak outcomes, and can raise false ones. */
enum order_limit {
	ORDER_LIMIT_OBJECTS = 1,
	ORDER_LIMIT_LOCATIONS = 2,
	ORDER_LIMIT_CLOCKS = 4,
	ORDER_LIMIT_SHADOW = 8, /* race.h */
	ORDER_LIMIT_MIXED =
		16, /* weak.h: atomic accesses of other sizes overlap: edges between them are not seen */
};

struct order;

size_t order_size(const struct order_config *config);

/* Lays it out in `memory` (borrowed for ever, order_size() bytes, aligned to 64, zeroed). */
struct order *order_init(void *memory, const struct order_config *config);

/* A new schedule, with thread 0 only; costs the same whatever was used before. */
void order_begin(struct order *o);

/* OR of enum order_limit, of this schedule. */
uint32_t order_limits(const struct order *o);

/* `child` (the next id) begins with all that its creator has seen. */
void order_create(struct order *o, uint32_t creator, uint32_t child);

/* t has joined a thread that is gone. */
void order_join(struct order *o, uint32_t t, uint32_t gone);

/*
 * t takes over what was released to this object (lock, sem_wait, woken from a wait); passes on what it has seen (unlock,
 * sem_post, signal).  `object` is any key, usually its address.  Rwlocks take two keys: address for writers' unlock,
 * address + 1 for readers'; a reader acquires the first, a writer both.  Barriers: every arrival releases, and the last one
 * acquires on behalf of all (any t may be given), so that nobody gets later arrivals' clocks.
 */
void order_acquire(struct order *o, uint32_t t, uint64_t object);
void order_release(struct order *o, uint32_t t, uint64_t object);

/* The object is new (init): what was released to it before doesn't count. */
void order_forget(struct order *o, uint64_t object);

/* Does what `earlier` did at its time `clock` happen before what t does now? */
bool order_before(const struct order *o, uint32_t earlier, uint32_t clock, uint32_t t);

/* t's own time, which grows at each release. */
uint32_t order_now(const struct order *o, uint32_t t);

/* t's clock, one number for each thread there is: borrowed until the next event of t.  For traces. */
const uint32_t *order_clock(const struct order *o, uint32_t t, uint32_t *threads);

#endif
