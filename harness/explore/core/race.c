// SPDX-License-Identifier: MIT
#include "race.h"

#include <string.h>

#include "bits.h"
#include "check.h"
#include "order_vec.h"
#include "rng.h"

/* An access that may still race with one to come. */
struct entry {
	uint64_t pc, step;
	uint32_t clock; /* its thread's time */
	uint32_t next;  /* of the granule; 0: the end */
	uint16_t thread;
	uint8_t mask; /* bytes of the granule */
	uint8_t mode;
};

struct granule {
	uint64_t key; /* address / 8 */
	uint32_t epoch;
	uint32_t first; /* newest first */
};

enum { LEVELS = 20 };

struct race {
	struct order *order;
	uint32_t epoch;
	uint32_t mask;
	uint32_t used_count, used_max;
	uint32_t entries, entries_max, free; /* entries taken so far (0 isn't one); given back */
	struct granule *granule;
	uint32_t *used; /* granules of this schedule */
	struct entry *entry;
	struct granule *level
		[LEVELS]; /* tables, each twice as big as the one before; `granule` is one of them */
	uint32_t levels, level_now;
};

static uint32_t
power(uint32_t n)
{
	uint32_t size = 64;
	while (size < n) {
		size *= 2;
	}
	return size;
}

static struct race_config
with_defaults(const struct race_config *config)
{
	struct race_config c = *config;
	c.granules = power(c.granules ? c.granules : 65536);
	c.granules_most = power(c.granules_most > c.granules ? c.granules_most : c.granules);
	c.accesses = c.accesses ? c.accesses : 131072;
	return c;
}

static void *
part(char *memory, size_t *at, size_t size)
{
	void *p = memory ? memory + *at : NULL;
	*at += (size + 63) / 64 * 64;
	return p;
}

/* With `r` NULL it only measures. */
static size_t
lay_out(struct race *r, const struct race_config *c)
{
	size_t at = 0;
	char *m = (char *)r;
	part(m, &at, sizeof *r);
	void *used = part(m, &at, c->granules_most / 2 * sizeof *r->used);
	void *entry = part(m, &at, ((size_t)c->accesses + 1) * sizeof *r->entry);
	uint32_t levels = 0;
	for (uint32_t n = c->granules; n && n <= c->granules_most && levels < LEVELS; n *= 2) {
		void *granule = part(m, &at, (size_t)n * sizeof *r->granule);
		if (r) {
			r->level[levels] = granule;
		}
		levels++;
	}
	if (r) {
		r->used = used;
		r->entry = entry;
		r->levels = levels;
	}
	return at;
}

size_t
race_size(const struct race_config *config)
{
	struct race_config c = with_defaults(config);
	return lay_out(NULL, &c);
}

struct race *
race_init(void *memory, const struct race_config *config, struct order *order)
{
	struct race *r = memory;
	struct race_config c = with_defaults(config);
	memset(r, 0, sizeof *r);
	lay_out(r, &c);
	r->order = order;
	r->granule = r->level[0];
	r->mask = c.granules - 1;
	r->used_max = c.granules / 2;
	r->entries_max = c.accesses;
	return r;
}

void
race_begin(struct race *r)
{
	if (++r->epoch == 0) {
		memset(r->granule, 0, ((size_t)r->mask + 1) * sizeof *r->granule);
		r->epoch = 1;
	}
	r->used_count = r->entries = r->free = 0;
}

static uint32_t
slot_of(const struct race *r, uint64_t key)
{
	return (uint32_t)((key * UINT64_C(0x9e3779b97f4a7c15)) >> 32) & r->mask;
}

/* Goes on with the next bigger table, from now on and in later schedules; false: there is none. */
static bool
grow(struct race *r)
{
	const struct granule *old = r->granule;
	if (r->level_now + 1 == r->levels) {
		return false;
	}
	r->granule = r->level[++r->level_now];
	r->mask = 2 * r->mask + 1;
	r->used_max *= 2;
	for (uint32_t k = 0; k < r->used_count; k++) {
		const struct granule *g = &old[r->used[k]];
		uint32_t i = slot_of(r, g->key);
		while (r->granule[i].epoch == r->epoch) {
			i = (i + 1) & r->mask;
		}
		r->granule[i] = *g;
		r->used[k] = i;
	}
	return true;
}

/* NULL: not there, and not `make`, or no room (named). */
static struct granule *
find(struct race *r, uint64_t key, bool make)
{
	uint32_t i = slot_of(r, key);
	for (;; i = (i + 1) & r->mask) {
		struct granule *g = &r->granule[i];
		if (LIKELY(g->epoch == r->epoch && g->key == key)) {
			return g;
		}
		if (g->epoch != r->epoch) {
			break;
		}
	}
	if (!make) {
		return NULL;
	}
	if (r->used_count >= r->used_max) {
		if (grow(r)) {
			return find(r, key, true);
		}
		r->order->limits |= ORDER_LIMIT_SHADOW;
		return NULL;
	}
	r->used[r->used_count++] = i;
	r->granule[i] = (struct granule){.key = key, .epoch = r->epoch};
	return &r->granule[i];
}

/* Whatever races with `old` races with `new` too, where one follows the other. */
static bool
stands_for(int new, int old)
{
	return (new &RACE_WRITE || !(old & RACE_WRITE)) &&
	       (old & RACE_ATOMIC || !(new &RACE_ATOMIC));
}

static bool
conflict(int a, int b)
{
	return ((a | b) & RACE_WRITE) && !(a & b & RACE_ATOMIC);
}

static void
drop(struct race *r, uint32_t *link)
{
	uint32_t i = *link;
	*link = r->entry[i].next;
	r->entry[i].next = r->free;
	r->free = i;
}

/* In entry `i` of its own thread where it stands for that one (0: none), which is in no list. */
static void
remember(struct race *r, struct granule *g, const struct entry *new, uint32_t i)
{
	if (i) {
	} else if ((i = r->free)) {
		r->free = r->entry[i].next;
	} else if (r->entries < r->entries_max) {
		i = ++r->entries;
	} else {
		r->order->limits |= ORDER_LIMIT_SHADOW;
		return;
	}
	/* Field by field: a copy in larger pieces than it was written in stalls the load. */
	struct entry *e = &r->entry[i];
	e->pc = new->pc;
	e->step = new->step;
	e->clock = new->clock;
	e->next = g->first;
	e->thread = new->thread;
	e->mask = new->mask;
	e->mode = new->mode;
	g->first = i;
}

static void
fill(struct race_report *report, const struct granule *g, const struct entry *e, uint8_t common)
{
	report->earlier = (struct race_access){
		.addr = g->key * 8 + (unsigned)__builtin_ctz(common),
		.pc = e->pc,
		.step = e->step,
		.size = bits_count(common),
		.thread = e->thread,
		.mode = e->mode,
	};
}

/* Happens `e` before what t does now? */
static inline bool
before(const struct race *r, const struct entry *e, const struct entry *new)
{
	return e->thread == new->thread ||
	       e->clock <= r->order->thread[new->thread].clock[e->thread];
}

/* One granule's part of an access.  True if it races, and no race was found yet. */
static bool
touch(struct race *r, struct granule *g, const struct entry *new, bool found,
	struct race_report *report)
{
	enum { ATOMICS_KEPT = 8 };
	const struct entry *f = &r->entry[g->first];
	uint32_t again = 0, passed = 0;
	if (g->first && f->thread == new->thread && f->clock == new->clock &&
		!(new->mask & ~f->mask) && stands_for(f->mode, new->mode)) {
		return false; /* the same again */
	}
	for (uint32_t *link = &g->first; *link;) {
		struct entry *e = &r->entry[*link];
		uint8_t common = e->mask & new->mask;
		/* Atomics of others: no race, and nothing is lost by keeping a few. */
		bool harmless = e->mode & new->mode &RACE_ATOMIC && e->thread != new->thread &&
				++passed <= ATOMICS_KEPT;
		if (!common || harmless) {
			link = &e->next;
			continue;
		}
		if (!before(r, e, new)) {
			if (!found && conflict(e->mode, new->mode)) {
				fill(report, g, e, common);
				found = true;
			}
		} else if (stands_for(new->mode, e->mode)) {
			e->mask &= (uint8_t) ~new->mask;
			if (!e->mask && !again) {
				again = *link;
				*link = e->next;
				continue;
			}
			if (!e->mask) {
				drop(r, link);
				continue;
			}
		}
		link = &e->next;
	}
	remember(r, g, new, again);
	return found;
}

/* The bytes of granule `key` that [addr, end) covers. */
static uint8_t
bytes(uint64_t key, uint64_t addr, uint64_t end)
{
	uint64_t base = key * 8;
	unsigned from = addr > base ? (unsigned)(addr - base) : 0,
		 to = end - base < 8 ? (unsigned)(end - base) : 8;
	return (uint8_t)((0xff << from) & (0xff >> (8 - to)));
}

bool
race_access(struct race *r, uint32_t t, uint64_t addr, uint64_t size, int mode, uint64_t pc,
	uint64_t step, struct race_report *report)
{
	bool found = false;
	struct entry new = {.pc = pc,
		.step = step,
		.clock = r->order->thread[t].clock[t],
		.thread = (uint16_t)t,
		.mode = (uint8_t)mode};
	for (uint64_t key = addr / 8; size && key <= (addr + size - 1) / 8; key++) {
		struct granule *g = find(r, key, true);
		if (!g) {
			break;
		}
		new.mask = bytes(key, addr, addr + size);
		found |= touch(r, g, &new, found, report);
	}
	if (found) {
		report->later = (struct race_access){
			addr, pc, step, (uint32_t)size, (uint16_t)t, (uint8_t)mode};
	}
	return found;
}

static void
forget(struct race *r, struct granule *g, uint8_t mask)
{
	for (uint32_t *link = &g->first; *link;) {
		struct entry *e = &r->entry[*link];
		e->mask &= (uint8_t)~mask;
		if (!e->mask) {
			drop(r, link);
		} else {
			link = &e->next;
		}
	}
}

void
race_forget(struct race *r, uint64_t addr, uint64_t size)
{
	if (!size) {
		return;
	}
	uint64_t first = addr / 8, last = (addr + size - 1) / 8;
	if (last - first < r->used_count) {
		for (uint64_t key = first; key <= last; key++) {
			struct granule *g = find(r, key, false);
			if (g) {
				forget(r, g, bytes(key, addr, addr + size));
			}
		}
		return;
	}
	for (uint32_t i = 0; i < r->used_count; i++) {
		struct granule *g = &r->granule[r->used[i]];
		if (g->key >= first && g->key <= last) {
			forget(r, g, bytes(g->key, addr, addr + size));
		}
	}
}
