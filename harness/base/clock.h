// SPDX-License-Identifier: MIT
#ifndef HAZARD_CLOCK_H
#define HAZARD_CLOCK_H

#include <stdint.h>

enum { CLOCK_NS_PER_MS = 1000 * 1000 };
#define CLOCK_NS_PER_S INT64_C(1000000000)

/* Monotonic time in ns; only differences mean anything. */
int64_t clock_now(void);

/* This process's own CPU time, in ns. */
int64_t clock_cpu_self(void);

#endif
