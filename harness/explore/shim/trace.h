// SPDX-License-Identifier: MIT
/* The events of one schedule, for showing it: PROTO_OPT_TRACE. */
#ifndef HAZARD_SHIM_TRACE_H
#define HAZARD_SHIM_TRACE_H

struct op;

#include <stdbool.h>
#include <stdint.h>

/* Once, where events are asked for.  False: no memory. */
bool trace_setup(void);

/* A new schedule; the calling thread is about to perform its operation; the schedule has ended. */
void trace_begin(void);
void trace_step(const struct op *op);
void trace_finish(void);

/* The operation traced last ended with this error number; or read this older value. */
void trace_result(int error);
void trace_stale(uint64_t value);

/* Of all events of the schedule that has ended. */
uint64_t trace_hash(uint64_t seed);

#endif
