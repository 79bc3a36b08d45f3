// SPDX-License-Identifier: MIT
#include "weak.h"

#include <string.h>

#include "check.h"
#include "weak_location.h"

static uint32_t
history_of(const struct weak_config *config)
{
	CHECK(config->history <= WEAK_HISTORY_MAX);
	return config->history ? config->history : 1;
}

static uint32_t
capacity(const struct weak_config *config)
{
	return config->locations ? config->locations : 4096;
}

static uint32_t
table_size(uint32_t n)
{
	uint32_t size = 64;
	while (size < 2 * n) {
		size *= 2;
	}
	return size;
}

static size_t
stride_of(uint32_t history)
{
	return (sizeof(struct weak_location) + history * sizeof(struct weak_store) + 63) / 64 * 64;
}

size_t
weak_size(const struct weak_config *config)
{
	uint32_t n = capacity(config);
	return (sizeof(struct weak) + 63) / 64 * 64 + table_size(n) * sizeof(struct weak_key) +
	       n * stride_of(history_of(config));
}

struct weak *
weak_init(void *memory, const struct weak_config *config, struct order *order)
{
	struct weak *w = memory;
	memset(w, 0, sizeof *w);
	w->order = order;
	w->history = history_of(config);
	w->history_mask = w->history & (w->history - 1) ? UINT32_MAX : w->history - 1;
	w->stride = stride_of(w->history);
	w->capacity = capacity(config);
	w->mask = table_size(w->capacity) - 1;
	w->key = (struct weak_key *)((char *)memory + (sizeof *w + 63) / 64 * 64);
	w->location = (char *)(w->key + w->mask + 1);
	return w;
}

void
weak_begin(struct weak *w)
{
	if (++w->epoch == 0) {
		memset(w->key, 0, ((size_t)w->mask + 1) * sizeof *w->key);
		w->epoch = 1;
	}
	w->locations = 0;
	w->loading = NULL;
}

void
weak_forget(struct weak *w, uint64_t addr, uint64_t size)
{
	for (uint32_t i = 0; i < w->locations; i++) {
		struct weak_location *l = weak_location_at(w, i);
		if (l->count && l->addr < addr + size && addr < l->addr + l->size) {
			struct weak_value none = {{0, 0}};
			weak_restart(w, l, none);
			l->count = 0;
		}
	}
}

/* ---- orders ---- */

static bool
acquires(int order)
{
	return order == __ATOMIC_ACQUIRE || order == __ATOMIC_CONSUME ||
	       order == __ATOMIC_ACQ_REL || order == __ATOMIC_SEQ_CST;
}

static bool
releases(int order)
{
	return order == __ATOMIC_RELEASE || order == __ATOMIC_ACQ_REL || order == __ATOMIC_SEQ_CST;
}

/* t reads this store. */
static void
see(struct weak *w, uint32_t t, struct weak_location *l, uint32_t number, int order)
{
	struct order_thread *th = &w->order->thread[t];
	order_vec released = l->store[weak_slot(w, number)].released;
	if (w->history > 1 && number > th->view[l->index]) {
		th->view[l->index] = number;
	}
	if (acquires(order)) {
		order_see(w->order, t, released);
	} else {
		th->pending = order_merge(w->order, th->pending, released);
	}
}

/* What t's store or read-modify-write of this order releases by itself. */
static order_vec
release(struct weak *w, uint32_t t, int order)
{
	if (!releases(order)) {
		return order_copy(w->order, w->order->thread[t].fence);
	}
	return order_store(w->order, 0, t);
}

/* ---- loads ---- */

/* The oldest store that t may read. */
static uint32_t
oldest(const struct weak *w, uint32_t t, const struct weak_location *l, int order)
{
	uint32_t number = l->newest - l->count + 1;
	number = l->floor > number ? l->floor : number;
	if (w->history > 1) {
		uint32_t seen = w->order->thread[t].view[l->index];
		number = seen > number ? seen : number;
		uint32_t sc = order == __ATOMIC_SEQ_CST
				      ? order_view(w->order, w->order->last, l->index)
				      : 0;
		number = sc > number ? sc : number;
	}
	return number;
}

static void
begin_load(struct weak *w, uint32_t t, struct weak_location *l, int order, struct weak_value now)
{
	w->loading = l;
	w->thread = t;
	w->load_order = (uint32_t)order;
	w->picks = 0;
	w->now = now;
	w->picks = l ? 0 : 1;
}

uint32_t
weak_load(
	struct weak *w, uint32_t t, uint64_t addr, uint32_t size, int order, struct weak_value now)
{
	struct weak_location *l = weak_find(w, addr, size, now);
	begin_load(w, t, l, order, now);
	if (!l) {
		return 1;
	}
	for (uint32_t n = l->newest, last = oldest(w, t, l, order); n >= last; n--) {
		w->pick[w->picks++] = n;
	}
	return w->picks;
}

uint32_t
weak_cas(struct weak *w, uint32_t t, uint64_t addr, uint32_t size, int failure,
	struct weak_value now, struct weak_value expected, bool *may_succeed)
{
	struct weak_location *l = weak_find(w, addr, size, now);
	begin_load(w, t, l, failure, now);
	*may_succeed = weak_equal(now, expected);
	if (!l) {
		return 1;
	}
	if (*may_succeed) {
		w->pick[w->picks++] = l->newest;
	}
	for (uint32_t n = l->newest, last = oldest(w, t, l, failure); n >= last; n--) {
		if (!weak_equal(l->store[weak_slot(w, n)].value, expected)) {
			w->pick[w->picks++] = n;
		}
	}
	return w->picks;
}

struct weak_value
weak_load_take(struct weak *w, uint32_t k)
{
	CHECK(k < w->picks);
	struct weak_location *l = w->loading;
	if (!l) { /* no room for it: its value is known, its edges are not */
		return w->now;
	}
	see(w, w->thread, l, w->pick[k], (int)w->load_order);
	return l->store[weak_slot(w, w->pick[k])].value;
}

/* ---- stores ---- */

/* t's own store: it and, if it is seq_cst, whoever comes later in that order, reads no older one. */
static void
stored(struct weak *w, uint32_t t, const struct weak_location *l, uint32_t number, int order)
{
	if (w->history > 1) {
		w->order->thread[t].view[l->index] = number;
		if (order == __ATOMIC_SEQ_CST) {
			w->order->last = order_note(w->order, w->order->last, l->index, number);
		}
	}
}

void
weak_store(struct weak *w, uint32_t t, uint64_t addr, uint32_t size, int order,
	struct weak_value now, struct weak_value next)
{
	struct order *o = w->order;
	struct weak_location *l = weak_find(w, addr, size, now);
	if (!l) {
		return;
	}
	stored(w, t, l, l->newest + 1, order);
	order_vec released = release(w, t, order);
	if (l->owner ==
		t) { /* C11 5.1.2.4: later stores of the thread that began it belong to the sequence */
		released = order_merge(o, released, l->owned);
	} else if (l->heads >> (t & 63) & 1) {
		released = order_merge(o, released, weak_newest(w, l)->released);
	}
	order_drop(o, l->owned);
	l->owned = order_copy(o, released);
	l->owner = (uint16_t)t;
	l->heads = 0;
	weak_append(w, l, next, released);
	if (releases(order)) {
		order_tick(o, t);
	}
}

void
weak_rmw(struct weak *w, uint32_t t, uint64_t addr, uint32_t size, int order, struct weak_value now,
	struct weak_value next)
{
	struct order *o = w->order;
	struct weak_location *l = weak_find(w, addr, size, now);
	if (!l) {
		return;
	}
	see(w, t, l, l->newest, order);
	stored(w, t, l, l->newest + 1, order);
	order_vec own = release(w, t, order);
	if (own && l->owner == t) {
		l->owned = order_merge(o, l->owned, own);
	} else if (own) {
		l->heads |= UINT64_C(1) << (t & 63);
	}
	weak_append(w, l, next, order_merge(o, own, weak_newest(w, l)->released));
	if (releases(order)) {
		order_tick(o, t);
	}
}

void
weak_fence(struct weak *w, uint32_t t, int order)
{
	struct order *o = w->order;
	struct order_thread *th = &o->thread[t];
	if (acquires(order)) {
		order_see(o, t, th->pending);
	}
	if (order == __ATOMIC_SEQ_CST && w->history > 1) {
		order_see(o, t, o->last);
		o->last = order_store_view(o, o->last, t);
	}
	if (releases(order)) {
		order_drop(o, th->fence);
		th->fence = order_store(o, 0, t);
		order_tick(o, t);
	}
}
