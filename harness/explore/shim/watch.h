// SPDX-License-Identifier: MIT
/* Fatal signals of the program, and schedules that run without coming to a scheduling point. */
#ifndef HAZARD_SHIM_WATCH_H
#define HAZARD_SHIM_WATCH_H

#include <stdbool.h>

/* Once: the alternate stack and the handlers. */
bool watch_setup(void);

/* In each process that runs schedules: starts the timer, which a fork doesn't inherit. */
void watch_start(void);

#endif
