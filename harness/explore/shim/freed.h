// SPDX-License-Identifier: MIT
/* Memory given back in this schedule, so that its use is noticed also where nothing but time orders the two. */
#ifndef HAZARD_SHIM_FREED_H
#define HAZARD_SHIM_FREED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* False: no room. */
bool freed_setup(void);

/* A block was given back by the access of this number (not 0); is given out again; all that threads gave back is forgotten. */
void freed_mark(uintptr_t block, size_t size, uint64_t number);
void freed_clear(uintptr_t block, size_t size);
void freed_begin(void);

/* The number, or 0: not given back. */
uint64_t freed_number(uintptr_t address);

#endif
