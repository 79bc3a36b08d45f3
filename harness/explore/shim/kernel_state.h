// SPDX-License-Identifier: MIT
/* The part of a reset that is no memory: descriptors, mappings, directory, mask.  Used by reset.c. */
#ifndef HAZARD_SHIM_KERNEL_STATE_H
#define HAZARD_SHIM_KERNEL_STATE_H

#include <stdbool.h>

/* Remembers it.  False: no memory. */
bool kernel_state_take(void);

/* Back to it; what can't be undone is told to reset_impossible(). */
void kernel_state_restore(void);

#endif
