// SPDX-License-Identifier: MIT
/*
 * Happens-before for races and weak memory: hands what happens to core's order, race and weak.  All of it does nothing
 * unless hz.races or hz.weak is set.
 */
#ifndef HAZARD_SHIM_HB_H
#define HAZARD_SHIM_HB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shim.h"
#include "weak.h"

/* Memory for the tables, as hz.races and hz.weak ask.  False: there is none. */
bool hb_setup(void);

/* A new schedule. */
void hb_begin(void);

void hb_acquire_slow(uint64_t object);
void hb_release_slow(uint64_t object);
void hb_created(uint32_t child);
void hb_joined(uint32_t gone);

/* The object is new. */
void hb_forget(uint64_t object);

/* The calling thread is about to access memory; `mode` is an enum race_mode. */
void hb_access_slow(uint64_t address, uint64_t size, int mode, uintptr_t pc);

/* Memory handed out anew; given back: true if every use of it is known to come before. */
void hb_fresh(uint64_t address, uint64_t size);
bool hb_freed(uint64_t address, uint64_t size, uintptr_t pc);

/* Something ran out in this schedule: its name, or NULL. */
const char *hb_limit(void);

/* NULL unless atomics are tracked. */
struct weak *hb_weak(void);

static inline void
hb_acquire(uint64_t object)
{
	if (hz.races || hz.weak) {
		hb_acquire_slow(object);
	}
}

static inline void
hb_release(uint64_t object)
{
	if (hz.races || hz.weak) {
		hb_release_slow(object);
	}
}

static inline void
hb_access(uint64_t address, uint64_t size, int mode, uintptr_t pc)
{
	if (hz.races) {
		hb_access_slow(address, size, mode, pc);
	}
}

#endif
