// SPDX-License-Identifier: MIT
/* Virtual time: the clocks of the program under exploration, and its deadlines. */
#ifndef HAZARD_SHIM_CLOCKS_H
#define HAZARD_SHIM_CLOCKS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

/* A point of this clock as ns of virtual time (never 0).  False: `at` is no time. */
bool clocks_deadline(clockid_t clock, const struct timespec *at, uint64_t *deadline);

#endif
