// SPDX-License-Identifier: MIT
/* Calls by which a process changes itself for good. */
#ifndef HAZARD_SHIM_LASTING_H
#define HAZARD_SHIM_LASTING_H

/* Before syscall(number, a…), in a schedule: sees to it that no other schedule inherits what it does. */
void lasting_call(long number, const long a[6]);

#endif
