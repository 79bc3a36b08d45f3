// SPDX-License-Identifier: MIT
#include "blocked.h"

#include <string.h>

#include "findings.h"
#include "shim.h"

/* The one thread without which this one can't go on, or -1: none, or any of several. */
static int
holder_of(const struct thread *t)
{
	if (t->want.kind == OP_JOIN) {
		return (int)t->detail;
	}
	switch (t->want.kind) {
	case OP_LOCK:
	case OP_RELOCK:
	case OP_RDLOCK:
	case OP_WRLOCK:
	case OP_ONCE:
		break;
	default:
		return -1;
	}
	for (uint32_t i = 0; i < hz.thread_count; i++) {
		const struct thread *other = &hz.threads[i];

		for (uint32_t k = 0; k < other->held_count; k++) {
			if (other->held[k].lock == t->want.addr) {
				return (int)i;
			}
		}
	}
	return -1;
}

static void
describe(const struct thread *t, struct proto_wait *w)
{
	bool waits = bits_has(&hz.waiting, t->id); /* else it spins */
	const struct op *op = waits ? &t->want : &hz.engine->threads[t->id].op;
	int holder = waits ? holder_of(t) : -1;

	memset(w, 0, sizeof *w);
	w->thread = (int32_t)t->id;
	w->op = op->kind;
	w->address = op->addr;
	w->address2 = op->size2 ? op->addr2 : 0;
	w->holder = holder;
	findings_stack(t, op->pc, w->stack);
	if (holder < 0) {
		return;
	}
	for (uint32_t k = 0; k < hz.threads[holder].held_count; k++) {
		if (hz.threads[holder].held[k].lock == t->want.addr) {
			memcpy(w->taken, hz.threads[holder].held[k].stack, sizeof w->taken);
		}
	}
}

/* Follows holders from `start`; if that comes back, numbers the cycle. */
static bool
mark_cycle(int start)
{
	int at = start, length = 0;

	do {
		at = at >= 0 ? holder_of(&hz.threads[at]) : -1;
		if (at < 0 || hz.threads[at].ended || ++length > (int)hz.thread_count) {
			return false;
		}
	} while (at != start);
	length = 0;
	do {
		for (uint32_t i = 0; i < hz.wait_count; i++) {
			if (hz.waits[i].thread == at) {
				hz.waits[i].in_cycle = (uint32_t)++length;
			}
		}
		at = holder_of(&hz.threads[at]);
	} while (at != start);
	return true;
}

enum proto_class
blocked_describe(void)
{
	hz.wait_count = 0;
	for (uint32_t i = 0; i < hz.thread_count && hz.wait_count < PROTO_WAITS; i++) {
		if (!hz.threads[i].ended) {
			describe(&hz.threads[i], &hz.waits[hz.wait_count++]);
		}
	}
	for (uint32_t i = 0; i < hz.wait_count; i++) {
		if (mark_cycle(hz.waits[i].thread)) {
			return PROTO_DEADLOCK;
		}
	}
	return PROTO_STUCK;
}
