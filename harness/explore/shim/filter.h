// SPDX-License-Identifier: MIT
/*
 * Which memory two threads use, one of them writing: only accesses to that are scheduling points.  What is found in one
 * schedule is in force from the next on, so a schedule depends on nothing but its choices and the list in force.
 */
#ifndef HAZARD_SHIM_FILTER_H
#define HAZARD_SHIM_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shim.h"

enum { FILTER_BITS = 14, FILTER_SIZE = 1 << (FILTER_BITS + 6) };

enum { FILTER_WRITTEN = 1, FILTER_SHARED = 2, FILTER_PENDING = 4 };

/* What is known of one 8-byte word; owner and FILTER_WRITTEN count in schedule `epoch` only. */
struct filter_entry {
	uint64_t granule;
	uint64_t stamp;  /* of the thread that used it last, then; 0: a step, always */
	uint8_t seen[2]; /* bytes that it read, and that it wrote, since it has that stamp */
	uint8_t flags;
	bool many;
	uint32_t epoch;
	uint16_t owner;
};

struct filter {
	bool all;    /* every access is a point */
	bool full;   /* … from the next schedule on: there is no room for more */
	bool frozen; /* replay: the list is given */
	uint32_t epoch, in_force;
	struct filter_entry entries[FILTER_SIZE];
};

extern INTERNAL struct filter *filter;

bool filter_setup(void);

/* A new schedule; true where the list in force has grown since the last. */
bool filter_begin(void);

/* Whether the list will have grown at the next filter_begin(). */
bool filter_grew(void);

/* The list in force, for proto_failure.shared_count. */
uint32_t filter_count(void);

/* Notes the access; true where it is a scheduling point. */
bool filter_access(uint64_t address, uint64_t size, bool write);

/* Whether another thread used some of it in this schedule, at what is no scheduling point. */
bool filter_used(uint64_t address, uint64_t size);

/* Whether accesses to this word are scheduling points. */
bool filter_is_point(uint64_t address);

/*
 * A thread's stamp stands for its accesses since it last passed something on to others: what it does again under the same
 * stamp, and nobody else has done meanwhile, is new to nobody, nor to the detection of races.
 */
static inline void
filter_restamp(struct thread *t)
{
	t->stamp = ++hz.stamps;
	if (t == hz.self) {
		hz.stamp = t->stamp;
	}
}

/* All threads get new stamps: memory has changed its owner. */
void filter_restamp_all(void);

/* Neighbours of one 512-byte block lie side by side. */
static inline uint32_t
filter_slot(uint64_t granule)
{
	return (uint32_t)((granule >> 6) * UINT64_C(0x9e3779b97f4a7c15) >> (64 - FILTER_BITS) << 6 |
			  (granule & 63));
}

/* Whether this access, of up to 8 bytes, is such a repetition; false where it takes longer to find out. */
static inline bool
filter_again(uint64_t address, uint64_t size, bool write)
{
	const struct filter_entry *e = &filter->entries[filter_slot(address >> 3)];
	uint32_t bytes = ((UINT32_C(1) << size) - 1) << (address & 7);

	return e->stamp == hz.stamp && e->granule == address >> 3 &&
	       (bytes & ~(uint32_t)e->seen[write]) == 0;
}

/* Whether it is a scheduling point; false where that takes longer to find out. */
static inline bool
filter_point(uint64_t address, uint64_t size)
{
	const struct filter_entry *e = &filter->entries[filter_slot(address >> 3)];

	return (address & 7) + size <= 8 && e->granule == address >> 3 && e->flags & FILTER_SHARED;
}

#endif
