// SPDX-License-Identifier: MIT
/* The keeper's side: private to keeper.c, keep.c and order.c. */
#ifndef HAZARD_KEEP_H
#define HAZARD_KEEP_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "spawn.h"

struct buf;

enum order_command { ORDER_RUN = 1, ORDER_TERM, ORDER_KILL };

/*
 * What goes to a keeper.  After ORDER_RUN come `bytes` bytes: the strings of argv and of the
 * environment and, with has_dir, the directory, each with its NUL.  stdout and stderr travel with the
 * order's first byte (unix(7), SCM_RIGHTS).
 */
struct order {
	enum order_command command;
	uint32_t bytes, argc, envc;
	bool has_dir, fixed_addresses;
	int64_t cpu_s, file_bytes; /* as in struct spawn_plan */
};

/* The order for a spec, its strings added to `strings`. */
struct order order_pack(const struct spawn_spec *spec, struct buf *strings);

/* Pointers needed for order_unpack. */
size_t order_pointers(const struct order *o);

/* The plan, out of o->bytes bytes that must live on; `pointers` has order_pointers() items.  The
 * plan's other fields are left alone. */
void order_unpack(const struct order *o, char *strings, char **pointers, struct spawn_plan *plan);

/* What a keeper process does from its fork to its end: all signals blocked, only async-signal-safe
 * calls (hazard may have had threads). */
_Noreturn void keep(int sock, pid_t hazard);

#endif
