// SPDX-License-Identifier: MIT
#include "findings.h"

#include <string.h>

#include "schedule.h"
#include "shim_hash.h"

void
findings_stack(const struct thread *t, uintptr_t pc, uint64_t stack[PROTO_STACK])
{
	uint32_t n = 0, depth = t->depth;

	if (pc) {
		stack[n++] = pc;
	}
	while (n < PROTO_STACK && depth > 0) {
		if (--depth < FRAMES) {
			stack[n++] = t->frames[depth];
		}
	}
	if (n < PROTO_STACK) {
		stack[n] = 0;
	}
}

void
findings_site(
	struct proto_site *site, enum op_kind op, uint64_t address, uint64_t size, uintptr_t pc)
{
	const struct thread *t = hz.self;

	site->thread = (int32_t)t->id;
	site->op = op;
	site->address = address;
	site->size = size;
	site->step = (uint32_t)hz.engine->now.steps;
	site->lock_count = t->held_count < PROTO_LOCKS ? t->held_count : PROTO_LOCKS;
	for (uint32_t i = 0; i < site->lock_count; i++) {
		site->locks[i] = t->held[i].lock;
	}
	findings_stack(t, pc, site->stack);
}

static void
add(const struct finding *f)
{
	for (uint32_t i = 0; i < hz.finding_count; i++) {
		if (hz.findings[i].class == f->class && hz.findings[i].key == f->key) {
			return;
		}
	}
	if (hz.finding_count < FINDINGS) {
		hz.findings[hz.finding_count++] = *f;
	}
}

void
findings_misuse(enum proto_class class, enum op_kind op, const volatile void *object, uintptr_t pc,
	const char *message)
{
	struct finding f = {.class = class};

	findings_site(&f.sides[0], op, (uintptr_t)object, 0, pc);
	f.sides[1].thread = -1;
	f.key = hash_word(class, pc);
	strncpy(f.message, message, sizeof f.message - 1);
	add(&f);
}

void
findings_pair(
	enum proto_class class, const struct proto_site *first, const struct proto_site *second)
{
	uint64_t a = first->stack[0], b = second->stack[0];
	struct finding f = {.class = class, .sides = {*first, *second}};

	f.key = hash_word(hash_word(class, a < b ? a : b), a < b ? b : a);
	add(&f);
	if (hz.proto->config.options & PROTO_OPT_STOP_FIRST && hz.proto->config.wanted_count == 0) {
		hz.cut = true;
		sched_finish(PROTO_OK, NULL);
	}
}

void
findings_end(enum op_kind op, uint64_t address, uintptr_t pc)
{
	findings_site(&hz.end_site, op, address, 0, pc);
}
