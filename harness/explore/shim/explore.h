// SPDX-License-Identifier: MIT
/* The search: schedule after schedule, what they come to, and when to stop. */
#ifndef HAZARD_SHIM_EXPLORE_H
#define HAZARD_SHIM_EXPLORE_H

#include <stdbool.h>

/* After the program's constructors, before main.  False: *why says what is missing. */
bool explore_setup(char **argv, const char **why);

/* Runs schedules as hz.proto->config says; results go to hz.proto. */
void explore_run(void);

#endif
