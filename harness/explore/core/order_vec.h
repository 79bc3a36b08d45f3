// SPDX-License-Identifier: MIT
/*
 * What order.c shares with weak.c: the vectors.  A vector has a clock for each thread and a view for each atomic location;
 * stored ones are as short as what was in use when they were made, and what is beyond is 0.
 */
#ifndef HAZARD_ORDER_VEC_H
#define HAZARD_ORDER_VEC_H

#include "order.h"

/* A stored vector: at this word of the pool; 0: none, all 0. */
typedef uint32_t order_vec;

struct order_thread {
	uint32_t *clock; /* of threads */
	uint32_t *view;  /* of locations: the oldest store that may still be read, as its number */
	order_vec fence; /* as of its last release fence */
	order_vec pending; /* what its relaxed loads saw, for an acquire fence */
};

struct order_object {
	uint64_t key;
	uint32_t epoch; /* of another schedule: free */
	order_vec released;
};

struct order {
	struct order_config config;
	uint32_t epoch;
	uint32_t threads, locations; /* in use */
	uint32_t limits;
	uint32_t objects; /* in use */
	uint32_t object_mask;
	uint32_t pool_words, pool_used;
	order_vec free[16]; /* stored vectors given back, by size 16 << i words */
	order_vec last;     /* stands for all seq_cst fences and stores: views only (weak.c) */
	struct order_thread *thread;
	struct order_object *object;
	uint32_t *pool;
};

/* The vector as it is stored from now on: `what` (may be 0) and all that t has seen.  0 if there is no room (named). */
order_vec order_store(struct order *o, order_vec what, uint32_t t);

/* … only t's views. */
order_vec order_store_view(struct order *o, order_vec what, uint32_t t);

/* `what`, with all that is in `other`; `what` is used up. */
order_vec order_merge(struct order *o, order_vec what, order_vec other);

/* A second one of the same contents. */
order_vec order_copy(struct order *o, order_vec what);

void order_drop(struct order *o, order_vec what);

/* t has seen all that is in `what`. */
void order_see(struct order *o, uint32_t t, order_vec what);

/* Of a location in a stored vector. */
uint32_t order_view(const struct order *o, order_vec what, uint32_t location);

/* `what`, with this number for this location. */
order_vec order_note(struct order *o, order_vec what, uint32_t location, uint32_t number);

/* t's time moves on: what it does now comes after what it has released. */
void order_tick(struct order *o, uint32_t t);

/* A new atomic location: its index, from 0; UINT32_MAX if there is no room (named). */
uint32_t order_location(struct order *o);

#endif
