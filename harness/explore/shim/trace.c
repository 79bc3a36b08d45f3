// SPDX-License-Identifier: MIT
#include "trace.h"

#include <errno.h>
#include <string.h>

#include "findings.h"
#include "shim.h"
#include "shim_hash.h"

/* Of the event written last: what it overwrote is known before, what it wrote only after it. */
struct last {
	struct proto_event *event;
	uint32_t thread;
};

static struct last *last;

bool
trace_setup(void)
{
	last = shim_memory(sizeof *last);
	return last != NULL;
}

void
trace_begin(void)
{
	last->event = NULL;
	hz.proto->result.event_count = 0;
	hz.proto->result.events_lost = 0;
}

static bool
has_value(const struct proto_event *e)
{
	return e->flags & (PROTO_EV_READ | PROTO_EV_WRITE) && e->size > 0 && e->size <= 8 &&
	       e->address < OP_THREAD(0);
}

static uint64_t
value_at(const struct proto_event *e)
{
	uint64_t v = 0;

	memcpy(&v, (const void *)e->address, e->size);
	return v;
}

static void
complete_last(void)
{
	struct proto_event *e = last->event;

	if (e && has_value(e) && e->flags & PROTO_EV_WRITE) {
		e->after = value_at(e);
	}
	last->event = NULL;
}

static uint8_t
flags_of(const struct op *op)
{
	switch (op->kind) {
	case OP_READ:
		return PROTO_EV_READ;
	case OP_WRITE:
		return PROTO_EV_WRITE;
	case OP_LOAD:
		return PROTO_EV_READ | PROTO_EV_ATOMIC;
	case OP_STORE:
		return PROTO_EV_WRITE | PROTO_EV_ATOMIC;
	case OP_RMW:
		return PROTO_EV_READ | PROTO_EV_WRITE | PROTO_EV_ATOMIC;
	default:
		return 0;
	}
}

/* How a wait of this thread that ends now is to be told. */
static int32_t
result_of(const struct thread *t)
{
	switch (t->how) {
	case WAKE_TIMEOUT:
		return ETIMEDOUT;
	case WAKE_SIGNAL:
		return EINTR;
	case WAKE_CANCEL:
		return ECANCELED;
	default:
		return 0;
	}
}

void
trace_step(const struct op *op)
{
	struct proto_result *r = &hz.proto->result;
	const struct thread *t = hz.self;
	struct proto_event *e;

	complete_last();
	if (r->event_count == PROTO_EVENTS) {
		r->events_lost++;
		return;
	}
	e = &hz.proto->events[r->event_count];
	memset(e, 0, sizeof *e);
	e->step = (uint32_t)hz.engine->now.steps;
	e->thread = (uint16_t)t->id;
	e->op = op->kind;
	e->flags = (uint8_t)(flags_of(op) | (t->blocked ? PROTO_EV_BLOCKED : 0));
	e->result = result_of(t);
	e->size = op->size;
	e->address = op->addr;
	e->address2 = op->size2 ? op->addr2 : 0;
	if (r->event_count > 0 && last->thread != t->id) {
		e->flags |= PROTO_EV_SWITCH;
		e->flags |= bits_has(&hz.engine->enabled, last->thread) ? PROTO_EV_PREEMPT : 0;
	}
	for (uint32_t i = 0; i < t->held_count && i < PROTO_LOCKS; i++) {
		e->locks[i] = t->held[i].lock;
	}
	findings_stack(t, op->pc, e->stack);
	if (has_value(e)) {
		e->before = value_at(e);
		e->after = e->before;
	}
	last->event = e;
	last->thread = t->id;
	r->event_count++;
}

void
trace_finish(void)
{
	struct proto_result *r = &hz.proto->result;

	complete_last();
	r->thread_count = hz.thread_count;
	for (uint32_t i = 0; i < hz.thread_count; i++) {
		const struct thread *t = &hz.threads[i];
		struct proto_thread *p = &hz.proto->threads[i];

		p->parent = t->parent ? (int32_t)t->parent->id : -1;
		p->created = t->create_step;
		p->start = (uintptr_t)t->start;
		p->stack_low = t->stack_low;
		p->stack_high = t->stack_high;
		memcpy(p->stack, t->create_stack, sizeof p->stack);
	}
}

void
trace_result(int error)
{
	if (UNLIKELY(hz.tracing) && last->event) {
		last->event->result = error;
	}
}

void
trace_stale(uint64_t value)
{
	if (UNLIKELY(hz.tracing) && last->event && has_value(last->event)) {
		last->event->before = last->event->after = value;
		last->event->flags |= PROTO_EV_STALE;
	}
}

uint64_t
trace_hash(uint64_t seed)
{
	const struct proto_result *r = &hz.proto->result;

	return hash_bytes(seed, hz.proto->events, r->event_count * sizeof *hz.proto->events);
}
