// SPDX-License-Identifier: MIT
/* The atomic locations of a schedule and their last stores.  Internal to weak.h. */
#ifndef HAZARD_WEAK_LOCATION_H
#define HAZARD_WEAK_LOCATION_H

#include "check.h"
#include "order_vec.h"
#include "weak.h"

enum { WEAK_HISTORY_MAX = 64, WEAK_NO_OWNER = 0xffff };

struct weak_store {
	struct weak_value value;
	order_vec released; /* what an acquire of it gets */
};

/* Stores are numbered from 1, in modification order; the last `count` are kept, number n in slot n % history. */
struct weak_location {
	uint64_t addr;
	uint32_t size;
	uint32_t index;  /* in views; without history: none */
	uint32_t newest; /* number */
	uint32_t count;  /* 0: as never accessed */
	uint32_t floor;  /* nobody reads an older one */
	uint16_t owner;  /* thread whose plain store's release sequence goes on here */
	bool mixed;
	order_vec owned; /* what that sequence releases */
	uint64_t heads;  /* threads (mod 64) whose read-modify-writes began one since */
	struct weak_store store[];
};

struct weak_key {
	uint64_t addr;
	uint32_t epoch, at;
};

struct weak {
	struct order *order;
	uint32_t history;
	uint32_t history_mask; /* history - 1 where that is a power of two; else all ones */
	uint32_t epoch;
	uint32_t locations, capacity, mask;
	size_t stride;
	struct weak_key *key;
	char *location;
	/* between weak_load() and weak_load_take() */
	struct weak_location *loading;
	uint32_t thread, load_order, picks;
	struct weak_value now;
	uint32_t pick[WEAK_HISTORY_MAX + 1]; /* numbers of the stores it may read */
};

static inline struct weak_location *
weak_location_at(const struct weak *w, uint32_t i)
{
	return (struct weak_location *)(void *)(w->location + i * w->stride);
}

/* Where store number n is kept. */
static inline uint32_t
weak_slot(const struct weak *w, uint32_t n)
{
	return LIKELY(w->history_mask != UINT32_MAX) ? n & w->history_mask : n % w->history;
}

static inline const struct weak_store *
weak_newest(const struct weak *w, const struct weak_location *l)
{
	return &l->store[weak_slot(w, l->newest)];
}

static inline bool
weak_equal(struct weak_value a, struct weak_value b)
{
	return a.word[0] == b.word[0] && a.word[1] == b.word[1];
}

/* The location, its newest store being what memory holds; NULL if there is no room (named). */
struct weak_location *weak_find(
	struct weak *w, uint64_t addr, uint32_t size, struct weak_value now);

/* The newest store from now on; `released` is the location's. */
void weak_append(
	struct weak *w, struct weak_location *l, struct weak_value value, order_vec released);

/* The history begins with what memory holds. */
void weak_restart(struct weak *w, struct weak_location *l, struct weak_value now);

#endif
