// SPDX-License-Identifier: MIT
/* Names for what a program's threads share: globals by name, the rest by where it lies. */
#ifndef HAZARD_OBJECTS_H
#define HAZARD_OBJECTS_H

#include <stdint.h>

struct arena;
struct proto;
struct symbols;

/* "stock_lock", "queue+16", "T2", "stdout", "heap 0x5555…": in `a`; "" for address 0. */
const char *objects_name(
	struct arena *a, const struct symbols *s, const struct proto *p, uint64_t address);

/* The thread whose stack the address is on; -1: none. */
int objects_on_stack(const struct proto *p, uint64_t address);

#endif
