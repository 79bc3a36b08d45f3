// SPDX-License-Identifier: MIT
#include "weak_location.h"

#include <string.h>

#include "rng.h"

/* Where the address is, or would be. */
static struct weak_key *
slot(const struct weak *w, uint64_t addr)
{
	uint32_t i = (uint32_t)rng_mix(addr) & w->mask;
	while (w->key[i].epoch == w->epoch && w->key[i].addr != addr) {
		i = (i + 1) & w->mask;
	}
	return &w->key[i];
}

static void
mix_at(struct weak *w, uint64_t addr, struct weak_location *with)
{
	const struct weak_key *key = slot(w, addr);
	struct weak_location *l = key->epoch == w->epoch ? weak_location_at(w, key->at) : NULL;
	if (l && l != with && l->addr < with->addr + with->size && with->addr < l->addr + l->size) {
		l->mixed = with->mixed = true;
		w->order->limits |= ORDER_LIMIT_MIXED;
	}
}

/* Atomics are aligned to their size: what overlaps a new one begins inside it or at a multiple of a larger size. */
static void
find_overlaps(struct weak *w, struct weak_location *l)
{
	for (uint64_t a = l->addr + 1; a < l->addr + l->size; a++) {
		mix_at(w, a, l);
	}
	for (uint64_t size = 2; size <= 16; size *= 2) {
		mix_at(w, l->addr & ~(size - 1), l);
	}
}

void
weak_append(struct weak *w, struct weak_location *l, struct weak_value value, order_vec released)
{
	l->newest++;
	struct weak_store *s = &l->store[weak_slot(w, l->newest)];
	if (l->count == w->history) {
		order_drop(w->order, s->released);
	} else {
		l->count++;
	}
	s->value = value;
	s->released = released;
}

void
weak_restart(struct weak *w, struct weak_location *l, struct weak_value now)
{
	for (; l->count; l->count--) {
		order_drop(w->order, l->store[weak_slot(w, l->newest - l->count + 1)].released);
	}
	order_drop(w->order, l->owned);
	weak_append(w, l, now, 0);
	l->floor = l->newest;
	l->owner = WEAK_NO_OWNER;
	l->owned = 0;
	l->heads = 0;
}

static struct weak_location *
create(struct weak *w, struct weak_key *key, uint64_t addr, uint32_t size)
{
	if (w->locations >= w->capacity) {
		w->order->limits |= ORDER_LIMIT_LOCATIONS;
		return NULL;
	}
	uint32_t index = w->history > 1 ? order_location(w->order) : 0;
	if (index == UINT32_MAX) {
		return NULL;
	}
	*key = (struct weak_key){addr, w->epoch, w->locations};
	struct weak_location *l = weak_location_at(w, w->locations++);
	memset(l, 0, sizeof *l);
	l->addr = addr;
	l->size = size;
	l->owner = WEAK_NO_OWNER;
	l->index = index;
	find_overlaps(w, l);
	return l;
}

struct weak_location *
weak_find(struct weak *w, uint64_t addr, uint32_t size, struct weak_value now)
{
	struct weak_key *key = slot(w, addr);
	struct weak_location *l =
		key->epoch == w->epoch ? weak_location_at(w, key->at) : create(w, key, addr, size);
	if (!l) {
		return NULL;
	}
	if (l->size != size) {
		l->mixed = true;
		w->order->limits |= ORDER_LIMIT_MIXED;
	}
	if (!l->count || l->mixed) {
		/* A location seen by accesses of other sizes keeps its edges, but only the present value. */
		if (!l->count) {
			weak_restart(w, l, now);
		}
		l->store[weak_slot(w, l->newest)].value = now;
		l->floor = l->newest;
	} else if (!weak_equal(weak_newest(w, l)->value, now)) {
		weak_restart(w, l, now);
	}
	return l;
}
