// SPDX-License-Identifier: MIT
/* For tests: the pieces in memory of their own, and how to write programs down. */
#ifndef HAZARD_TOY_FIXTURE_H
#define HAZARD_TOY_FIXTURE_H

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "toy.h"

#define RLX __ATOMIC_RELAXED
#define ACQ __ATOMIC_ACQUIRE
#define REL __ATOMIC_RELEASE
#define AR  __ATOMIC_ACQ_REL
#define SC  __ATOMIC_SEQ_CST

#define READ_(r_, v)                               \
	{                                          \
		.kind = TOY_READ, .r = r_, .at = v \
	}
#define WRITE_(v, x)                               \
	{                                          \
		.kind = TOY_WRITE, .at = v, .i = x \
	}
#define WRITE_REG_(v, r_, x)                                    \
	{                                                       \
		.kind = TOY_WRITE_REG, .at = v, .r = r_, .i = x \
	}
#define LOAD_(r_, v, o)                                        \
	{                                                      \
		.kind = TOY_LOAD, .r = r_, .at = v, .order = o \
	}
#define STORE_(v, x, o)                                        \
	{                                                      \
		.kind = TOY_STORE, .at = v, .i = x, .order = o \
	}
#define ADD_(r_, v, x, o)                                             \
	{                                                             \
		.kind = TOY_ADD, .r = r_, .at = v, .i = x, .order = o \
	}
#define CAS_(r_, v, x, y, o)                                                  \
	{                                                                     \
		.kind = TOY_CAS, .r = r_, .at = v, .i = x, .j = y, .order = o \
	}
#define FENCE_(o)                             \
	{                                     \
		.kind = TOY_FENCE, .order = o \
	}
#define LOCK_(o)                          \
	{                                 \
		.kind = TOY_LOCK, .at = o \
	}
#define UNLOCK_(o)                          \
	{                                   \
		.kind = TOY_UNLOCK, .at = o \
	}
#define AT_(k, o)                  \
	{                          \
		.kind = k, .at = o \
	}
#define ON_(k, x)                 \
	{                         \
		.kind = k, .i = x \
	}
#define JUMP_EQ_(r_, x, to)                                   \
	{                                                     \
		.kind = TOY_JUMP_EQ, .r = r_, .i = x, .j = to \
	}
#define ASSERT_EQ_(r_, x)                              \
	{                                              \
		.kind = TOY_ASSERT_EQ, .r = r_, .i = x \
	}

static inline void *
fixture_memory(size_t size)
{
	void *p = aligned_alloc(64, (size + 63) / 64 * 64);
	cr_assert_not_null(p);
	memset(p, 0, size);
	return p;
}

static inline struct engine *
fixture_engine(struct engine_config config)
{
	return engine_init(fixture_memory(engine_size(&config)), &config);
}

/* An engine and, with a history, order, races and weak memory. */
static inline struct toy
fixture_toy(const struct toy_program *program, struct engine_config config, uint32_t history)
{
	struct toy y = {.program = program, .engine = fixture_engine(config)};
	if (history) {
		struct order_config oc = {.threads = 8, .locations = 64, .clock_bytes = 1 << 18};
		struct race_config rc = {.granules = 256, .accesses = 512};
		struct weak_config wc = {.history = history, .locations = 64};
		y.order = order_init(fixture_memory(order_size(&oc)), &oc);
		y.race = race_init(fixture_memory(race_size(&rc)), &rc, y.order);
		y.weak = weak_init(fixture_memory(weak_size(&wc)), &wc, y.order);
	}
	return y;
}

static inline void
fixture_free(struct toy *y)
{
	free(y->engine);
	free(y->order);
	free(y->race);
	free(y->weak);
}

#endif
