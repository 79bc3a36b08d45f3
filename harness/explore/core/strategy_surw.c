// SPDX-License-Identifier: MIT
/*
 * Selectively uniform random walk (Zhao et al.: Selectively uniform concurrency testing, ASPLOS 2025).  Each schedule
 * singles out one shared object; its operations are interleaved nearly uniformly among all possible orders: the thread
 * that may do the next of them is drawn by how many each has left, and the others wait before theirs.
 *
 * How many operations each thread does on which object is learnt from earlier schedules: from the first ones and from one
 * in a while, since paths differ.  Objects are 8-byte words.
 */
#include <string.h>

#include "strategy.h"

enum { OBJECTS = 1024, PAIRS = 8192, LEARN_FIRST = 4, LEARN_EVERY = 32 };

/* How often a thread uses an object; a list for each object. */
struct pair {
	uint32_t next; /* in the object's list; 0 the end */
	uint32_t most; /* in any schedule learnt from */
	uint32_t run;  /* in this one, if `learnt` is the present one */
	uint32_t learnt;
	uint16_t thread;
};

struct object {
	uint64_t key; /* 0: free */
	uint32_t first;
	uint32_t threads; /* that used it */
};

struct engine_profile {
	uint64_t begun;
	uint32_t learnt;
	uint32_t objects, pairs, shared_count;
	uint32_t total; /* of weights left */
	uint32_t highest_thread;
	struct object object[OBJECTS];
	struct pair pair[PAIRS];
	uint16_t shared[OBJECTS]; /* used by more than one thread */
};

size_t
strategy_profile_size(void)
{
	return sizeof(struct engine_profile);
}

static uint64_t
key_of(const struct op *op)
{
	return op_modes[op->kind] == OP_LOCAL ? 0 : op->addr >> 3;
}

static struct object *
find_object(struct engine_profile *p, uint64_t key)
{
	for (uint32_t i = (uint32_t)rng_mix(key) % OBJECTS;; i = (i + 1) % OBJECTS) {
		struct object *o = &p->object[i];
		if (o->key == key) {
			return o;
		}
		if (!o->key) {
			if (p->objects >= OBJECTS / 4 * 3) {
				return NULL;
			}
			p->objects++;
			o->key = key;
			return o;
		}
	}
}

static struct pair *
find_pair(struct engine_profile *p, struct object *o, uint16_t thread)
{
	for (uint32_t i = o->first; i; i = p->pair[i].next) {
		if (p->pair[i].thread == thread) {
			return &p->pair[i];
		}
	}
	if (p->pairs + 1 >= PAIRS) {
		return NULL;
	}
	uint32_t i = ++p->pairs;
	p->pair[i] = (struct pair){.next = o->first, .thread = thread};
	o->first = i;
	if (++o->threads == 2) {
		p->shared[p->shared_count++] = (uint16_t)(o - p->object);
	}
	return &p->pair[i];
}

static void
learn(struct engine_profile *p, const struct op *op, int t)
{
	uint64_t key = key_of(op);
	struct object *o = key ? find_object(p, key) : NULL;
	struct pair *pair = o ? find_pair(p, o, (uint16_t)t) : NULL;
	if (!pair) {
		return;
	}
	if (pair->learnt != p->learnt) {
		pair->learnt = p->learnt;
		pair->run = 0;
	}
	if (++pair->run > pair->most) {
		pair->most = pair->run;
	}
}

/* The thread whose operation is next, by what is left to each. */
static void
intend(struct engine *e)
{
	struct engine_profile *p = e->profile;
	e->surw_intended = -1;
	if (!p->total) {
		return;
	}
	uint32_t x = rng_below(&e->rng, p->total);
	for (uint32_t t = 0; t < p->highest_thread; t++) {
		if (x < e->threads[t].weight) {
			e->surw_intended = (int)t;
			return;
		}
		x -= e->threads[t].weight;
	}
}

static void
begin(struct engine *e)
{
	struct engine_profile *p = e->profile;
	e->surw_object = 0;
	e->surw_learns = p->begun < LEARN_FIRST || p->begun % LEARN_EVERY == 0;
	p->begun++;
	p->learnt += e->surw_learns;
	for (uint32_t t = 0; t < e->config.max_threads && (t < p->highest_thread || t < 64); t++) {
		e->threads[t].weight = 0;
		e->threads[t].ended = false;
	}
	p->highest_thread = p->total = 0;
	if (p->shared_count) {
		struct object *o = &p->object[p->shared[rng_below(&e->rng, p->shared_count)]];
		e->surw_object = o->key;
		for (uint32_t i = o->first; i; i = p->pair[i].next) {
			uint16_t t = p->pair[i].thread;
			e->threads[t].weight = p->pair[i].most;
			p->total += p->pair[i].most;
			p->highest_thread = t >= p->highest_thread ? t + 1u : p->highest_thread;
		}
	}
	intend(e);
}

/* One operation fewer is left to t. */
static void
spend(struct engine *e, int t, uint32_t n)
{
	struct engine_thread *th = &e->threads[t];
	n = n < th->weight ? n : th->weight;
	th->weight -= n;
	e->profile->total -= n;
	intend(e);
}

/* Uniformly among those that are not held back before the object; among all if that leaves none. */
static int
draw(struct engine *e)
{
	struct bits free = {0};
	uint32_t n = 0;
	for (int t = -1; (t = bits_next(&e->ready, e->words, (unsigned)(t + 1))) >= 0;) {
		if (t == e->surw_intended || key_of(&e->threads[t].op) != e->surw_object) {
			bits_add(&free, (unsigned)t);
			n++;
		}
	}
	if (n > 1 && strategy_yields(e, e->current) && bits_has(&free, (unsigned)e->current)) {
		bits_remove(&free, (unsigned)e->current);
		n--;
	}
	return n ? (int)bits_nth(&free, n > 1 ? rng_below(&e->rng, n) : 0) : strategy_uniform(e);
}

static int
next(struct engine *e)
{
	/* One that ended with less than was expected of it would hold all others back. */
	while (e->surw_intended >= 0 && e->threads[e->surw_intended].ended) {
		spend(e, e->surw_intended, UINT32_MAX);
	}
	int t = e->ready_count == 1 ? bits_next(&e->ready, e->words, 0)
		: e->surw_object    ? draw(e)
				    : strategy_uniform(e);
	const struct op *op = &e->threads[t].op;
	if (e->surw_learns) {
		learn(e->profile, op, t);
	}
	if (e->surw_object && key_of(op) == e->surw_object) {
		spend(e, t, 1);
	}
	return t;
}

const struct engine_row strategy_surw = {
	.name = "surw",
	.every_step = true,
	.begin = begin,
	.next = next,
	.choose = strategy_choose_random,
	.end = strategy_endless,
};
