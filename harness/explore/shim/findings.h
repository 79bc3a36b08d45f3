// SPDX-License-Identifier: MIT
/* What is wrong in a schedule, while it runs: findings, and where. */
#ifndef HAZARD_SHIM_FINDINGS_H
#define HAZARD_SHIM_FINDINGS_H

#include <stdint.h>

#include "shim.h"

/* Where the calling thread is: its operation, stack and locks. */
void findings_site(
	struct proto_site *site, enum op_kind op, uint64_t address, uint64_t size, uintptr_t pc);

/* The return addresses of a thread, innermost first; `pc` (0: none) before them. */
void findings_stack(const struct thread *t, uintptr_t pc, uint64_t stack[PROTO_STACK]);

/* The calling thread uses an object wrongly and goes on. */
void findings_misuse(enum proto_class class, enum op_kind op, const volatile void *object,
	uintptr_t pc, const char *message);

/* Two sides. */
void findings_pair(
	enum proto_class class, const struct proto_site *first, const struct proto_site *second);

/* The place of the end: a crash, an assertion. */
void findings_end(enum op_kind op, uint64_t address, uintptr_t pc);

#endif
