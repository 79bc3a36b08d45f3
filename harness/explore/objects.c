// SPDX-License-Identifier: MIT
#include "objects.h"

#include "arena.h"
#include "proto.h"
#include "symbolise.h"

static const char *
key_name(struct arena *a, uint64_t address)
{
	if (address >= PROTO_KEY_TABLE) {
		return address == PROTO_KEY_TABLE  ? ""
		       : address == PROTO_KEY_HEAP ? "the heap"
						   : "?";
	}
	if (address >= PROTO_KEY_FD) {
		return arena_printf(a, "descriptor %u", (unsigned)(address - PROTO_KEY_FD));
	}
	return address == PROTO_KEY_THREAD
		       ? "main"
		       : arena_printf(a, "T%u", (unsigned)(address - PROTO_KEY_THREAD));
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
	if (address >= PROTO_KEY_THREAD) {
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
	uint64_t offset = address - PROTO_HEAP;
	return offset < UINT32_MAX ? arena_printf(a, "heap+%#llx", (unsigned long long)offset)
				   : arena_printf(a, "heap %#llx", (unsigned long long)address);
}
