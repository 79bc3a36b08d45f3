// SPDX-License-Identifier: MIT
/* Why nobody can go on. */
#ifndef HAZARD_SHIM_BLOCKED_H
#define HAZARD_SHIM_BLOCKED_H

#include "proto.h"

/* Lists who waits for what in hz.waits; PROTO_DEADLOCK where there is a cycle, PROTO_STUCK where there is none. */
enum proto_class blocked_describe(void);

#endif
