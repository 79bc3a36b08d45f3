// SPDX-License-Identifier: MIT
/* The events of one schedule, for showing it: PROTO_OPT_TRACE. */
#ifndef HAZARD_SHIM_TRACE_H
#define HAZARD_SHIM_TRACE_H

struct op;

#include <stdbool.h>

/* Once, where events are asked for.  False: no memory. */
bool trace_setup(void);

/* A new schedule; the calling thread is about to perform its operation; the schedule has ended. */
void trace_begin(void);
void trace_step(const struct op *op);
void trace_finish(void);

#endif
