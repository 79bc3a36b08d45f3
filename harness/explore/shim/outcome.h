// SPDX-License-Identifier: MIT
/* What a schedule came to: classified, counted and, where new, kept with its choices.  In the explorer. */
#ifndef HAZARD_SHIM_OUTCOME_H
#define HAZARD_SHIM_OUTCOME_H

#include <stdbool.h>
#include <stdint.h>

bool outcome_setup(void);

/* After each schedule.  True if it is one at which the search has to stop. */
bool outcome_account(uint64_t schedule, uint32_t strategy);

#endif
