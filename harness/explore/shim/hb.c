// SPDX-License-Identifier: MIT
#include "hb.h"

#include "filter.h"
#include "findings.h"
#include "freed.h"
#include "order.h"
#include "race.h"

enum { SITES = 1 << 15 };

/* What a race report says of an access beyond its place, kept for the last SITES accesses. */
struct site {
	uint64_t number, address, size;
	uint32_t step;
	uint16_t thread;
	uint8_t op, lock_count;
	uint64_t locks[PROTO_LOCKS];
	uint64_t stack[PROTO_STACK];
};

struct happens {
	struct order *order;
	struct race *race;
	struct weak *weak;
	uint64_t accesses;
	struct site *sites;
};

static struct happens *h;

bool
hb_setup(void)
{
	struct order_config order = {.threads = PROTO_THREADS};
	struct race_config race = {.granules_most = 1 << 24, .accesses = 1 << 24};
	struct weak_config weak = {.history = hz.weak ? 16 : 1};

	h = shim_memory(sizeof *h);
	if (!h) {
		return false;
	}
	if (!hz.races && !hz.weak) {
		return true;
	}
	void *memory = shim_memory(order_size(&order));

	h->order = memory ? order_init(memory, &order) : NULL;
	memory = shim_memory(weak_size(&weak));
	h->weak = memory && h->order ? weak_init(memory, &weak, h->order) : NULL;
	memory = shim_memory(race_size(&race));
	h->race = memory && h->order ? race_init(memory, &race, h->order) : NULL;
	h->sites = shim_memory(sizeof(struct site) * SITES);
	return h->order && h->race && h->weak && h->sites && freed_setup();
}

void
hb_begin(void)
{
	if (h->order) {
		order_begin(h->order);
		weak_begin(h->weak);
		race_begin(h->race);
		h->accesses = 0;
		freed_begin();
	}
}

void
hb_acquire_slow(uint64_t object)
{
	order_acquire(h->order, hz.self->id, object);
}

void
hb_release_slow(uint64_t object)
{
	order_release(h->order, hz.self->id, object);
	filter_restamp(hz.self);
}

void
hb_created(uint32_t child)
{
	if (h->order) {
		order_create(h->order, hz.self->id, child);
		filter_restamp(hz.self);
	}
}

void
hb_joined(uint32_t gone)
{
	if (h->order) {
		order_join(h->order, hz.self->id, gone);
	}
}

void
hb_forget(uint64_t object)
{
	if (h->order) {
		order_forget(h->order, object);
	}
}

static enum op_kind
op_of(int mode)
{
	if (mode & RACE_ATOMIC) {
		return mode & RACE_WRITE ? OP_STORE : OP_LOAD;
	}
	return mode & RACE_WRITE ? OP_WRITE : OP_READ;
}

static void
remember(uint64_t address, uint64_t size, enum op_kind op, uintptr_t pc)
{
	struct site *s = &h->sites[h->accesses % SITES];
	const struct thread *t = hz.self;

	s->number = h->accesses;
	s->address = address;
	s->size = size;
	s->step = (uint32_t)hz.engine->now.steps;
	s->thread = (uint16_t)t->id;
	s->op = (uint8_t)op;
	s->lock_count = t->held_count < PROTO_LOCKS ? (uint8_t)t->held_count : PROTO_LOCKS;
	for (uint32_t i = 0; i < s->lock_count; i++) {
		s->locks[i] = t->held[i].lock;
	}
	findings_stack(t, pc, s->stack);
}

static void
recall(const struct race_access *a, struct proto_site *site)
{
	const struct site *s = &h->sites[a->step % SITES];

	site->thread = a->thread;
	site->op = op_of(a->mode);
	site->address = a->addr;
	site->size = a->size;
	site->step = 0;
	site->lock_count = 0;
	site->stack[0] = a->pc;
	site->stack[1] = 0;
	if (s->number == a->step) {
		site->op = s->op;
		site->step = s->step;
		site->lock_count = s->lock_count;
		__builtin_memcpy(site->locks, s->locks, sizeof s->locks);
		__builtin_memcpy(site->stack, s->stack, sizeof s->stack);
	}
}

/* By the access remembered last. */
static void
use_of_freed(uint64_t number)
{
	struct race_access free = {.step = number}, use = {.step = h->accesses};
	struct proto_site sides[2];

	recall(&free, &sides[0]);
	recall(&use, &sides[1]);
	if (h->sites[number % SITES].number == number) {
		sides[0].thread = h->sites[number % SITES].thread;
	}
	sides[1].thread = (int32_t)hz.self->id;
	findings_pair(PROTO_USE_AFTER_FREE, &sides[0], &sides[1]);
}

/* False where it races. */
static bool
look_at(uint64_t address, uint64_t size, int mode, enum op_kind op, uintptr_t pc)
{
	struct race_report report;
	struct proto_site sides[2];

	uint64_t freed = freed_number(address);

	h->accesses++;
	remember(address, size, op, pc);
	if (UNLIKELY(freed) && op != OP_HEAP) {
		use_of_freed(freed);
		/* Only the beginning of a block given back is looked at for steps. */
		hz.engine->limits |= filter_is_point(address) ? 0 : ENGINE_LIMIT_UNSEEN;
	}
	if (!race_access(h->race, hz.self->id, address, size, mode, pc, h->accesses, &report)) {
		return true;
	}
	recall(&report.earlier, &sides[0]);
	recall(&report.later, &sides[1]);
	findings_pair(sides[0].op == OP_HEAP || sides[1].op == OP_HEAP ? PROTO_USE_AFTER_FREE
								       : PROTO_RACE,
		&sides[0], &sides[1]);
	return false;
}

void
hb_access_slow(uint64_t address, uint64_t size, int mode, uintptr_t pc)
{
	look_at(address, size, mode, op_of(mode), pc);
}

void
hb_fresh(uint64_t address, uint64_t size)
{
	if (h->order) {
		freed_clear(address, size);
		race_forget(h->race, address, size);
		weak_forget(h->weak, address, size);
	}
}

bool
hb_freed(uint64_t address, uint64_t size, uintptr_t pc)
{
	bool ordered = false;

	if (hz.races) {
		ordered = look_at(address, size, RACE_WRITE, OP_HEAP, pc);
		freed_mark(address, size, h->accesses);
	}
	return ordered;
}

const char *
hb_limit(void)
{
	uint32_t limits = h->order ? order_limits(h->order) : 0;

	if (limits & ORDER_LIMIT_MIXED) {
		return "weak memory: atomics and plain accesses overlap in part";
	}
	return limits ? "memory for happens-before" : NULL;
}

struct weak *
hb_weak(void)
{
	return h->weak;
}
