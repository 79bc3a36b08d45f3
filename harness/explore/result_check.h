// SPDX-License-Identifier: MIT
/* Results come out of a process that may have overwritten them with anything: they are believed only when they hold together. */
#ifndef HAZARD_RESULT_CHECK_H
#define HAZARD_RESULT_CHECK_H

#include <stdbool.h>

struct proto;

/*
 * Every count within its bounds, every index within its count, every text ended, every enum known; where `done`, endings
 * that add up to the schedules.  False: *why is static.  Nobody may be writing.
 */
bool result_check(const struct proto *p, bool done, const char **why);

#endif
