// SPDX-License-Identifier: MIT
#include "objects.h"

#include "arena.h"
#include "proto.h"
#include "symbolise.h"

/* What has no address of its own: the engine's keys (core/op.h, OP_THREAD and the following). */
#define KEY_THREAD UINT64_C(0xffff000000000000)
#define KEY_FD     UINT64_C(0xffff100000000000)
#define KEY_TABLE  UINT64_C(0xffff200000000000)

/* Where the run-time library puts the program's heap, so that it is the same in every run. */
#define HEAP_BASE UINT64_C(0x230000000000)

static const char *
key_name(struct arena *a, uint64_t address)
{
	if (address >= KEY_TABLE) {
		return address == KEY_TABLE ? "" : address == KEY_TABLE + 1 ? "the heap" : "?";
	}
	if (address >= KEY_FD) {
		return arena_printf(a, "descriptor %u", (unsigned)(address - KEY_FD));
	}
	return address == KEY_THREAD ? "main"
				     : arena_printf(a, "T%u", (unsigned)(address - KEY_THREAD));
}

int
objects_on_stack(const struct proto *p, uint64_t address)
{
	for (uint32_t i = 0; i < p->result.thread_count; i++) {
		if (address >= p->threads[i].stack_low && address < p->threads[i].stack_high) {
			return (int)i;
		}
	}
	return -1;
}

const char *
objects_name(struct arena *a, const struct symbols *s, const struct proto *p, uint64_t address)
{
	if (address == 0) {
		return "";
	}
	if (address >= KEY_THREAD) {
		return key_name(a, address);
	}
	const struct symbol *symbol = symbols_find(s, address, true);
	if (symbol && symbol->name) {
		uint64_t offset = address - symbol->start;
		return offset ? arena_printf(a, "%s+%llu", symbol->name, (unsigned long long)offset)
			      : symbol->name;
	}
	int thread = objects_on_stack(p, address);
	if (thread >= 0) {
		return arena_printf(a, "%s's stack-%llu",
			thread ? arena_printf(a, "T%d", thread) : "main",
			(unsigned long long)(p->threads[thread].stack_high - address));
	}
	uint64_t offset = address - HEAP_BASE;
	return offset < UINT32_MAX ? arena_printf(a, "heap+%#llx", (unsigned long long)offset)
				   : arena_printf(a, "heap %#llx", (unsigned long long)address);
}
