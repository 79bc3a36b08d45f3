// SPDX-License-Identifier: MIT
/* For tests: small concurrent programs, run by an interpreter under the engine, without any real thread. */
#ifndef HAZARD_TOY_H
#define HAZARD_TOY_H

#include <stdbool.h>
#include <stdint.h>

#include "engine.h"
#include "order.h"
#include "race.h"
#include "weak.h"

enum { TOY_THREADS = 6, TOY_CODE = 40, TOY_VARS = 8, TOY_OBJECTS = 4, TOY_REGS = 4 };

/* r: register, v: variable, o: object, i: number. */
enum toy_kind {
	TOY_END,
	TOY_READ,      /* r = v */
	TOY_WRITE,     /* v = i */
	TOY_WRITE_REG, /* v = r + i */
	TOY_LOAD,      /* r = v, atomic */
	TOY_STORE,     /* v = i, atomic */
	TOY_ADD,       /* r = v; v += i, atomic */
	TOY_CAS,       /* r = (v == i); if so v = j */
	TOY_FENCE,
	TOY_LOCK,    /* o */
	TOY_TRYLOCK, /* r = taken? */
	TOY_UNLOCK,
	TOY_RDLOCK,
	TOY_WRLOCK,
	TOY_RWUNLOCK,
	TOY_WAIT, /* condvar o, mutex i; r = timed out? (j: timed) */
	TOY_SIGNAL,
	TOY_BROADCAST,
	TOY_SEM_WAIT,
	TOY_SEM_POST,
	TOY_BARRIER, /* of i threads */
	TOY_CREATE,  /* thread i */
	TOY_JOIN,    /* thread i */
	TOY_YIELD,
	TOY_AWAIT,     /* r = v, atomic; enabled only while v != i */
	TOY_TIMEDLOCK, /* o; r = taken? */
	TOY_JUMP,      /* to i; from here on not visible to others */
	TOY_JUMP_EQ,   /* if r == i, to j */
	TOY_ASSERT_EQ, /* r == i */
};

struct toy_code {
	uint8_t kind, r, at; /* at: variable or object */
	int8_t i, j;
	uint8_t order; /* __ATOMIC_* */
};

struct toy_program {
	uint8_t threads; /* that exist from the start; others by TOY_CREATE */
	bool steps;      /* OP_START and OP_EXIT are steps of their own (needed for TOY_JOIN) */
	bool again;      /* operations are announced anew when they can be done again */
	bool packed;     /* variables are neighbouring bytes of one word */
	int8_t semaphores[TOY_OBJECTS];
	struct toy_code code[TOY_THREADS][TOY_CODE];
};

enum toy_outcome {
	TOY_DONE,
	TOY_DEADLOCK,
	TOY_ASSERTED,
	TOY_LIVELOCK,
	TOY_REDUNDANT,
	TOY_TOO_LONG
};

struct toy_thread {
	uint8_t pc, id; /* id: its number in the program */
	uint8_t wait;   /* enum toy_wait */
	bool started, gone, exiting, failing;
	int8_t reg[TOY_REGS];
};

struct toy {
	const struct toy_program *program;
	struct engine *engine;
	struct order *order; /* the three may be NULL */
	struct race *race;
	struct weak *weak;
	int live;
	int engine_id[TOY_THREADS];            /* by number in the program */
	struct toy_thread thread[TOY_THREADS]; /* by engine id */
	int8_t var[TOY_VARS];
	int8_t owner[TOY_OBJECTS]; /* mutexes and writers: engine id, -1 */
	int8_t readers[TOY_OBJECTS];
	int8_t sem[TOY_OBJECTS];
	uint8_t queue[TOY_OBJECTS][TOY_THREADS]; /* of condvars, in order */
	uint8_t queued[TOY_OBJECTS];
	uint8_t arrived[TOY_OBJECTS];
	/* results */
	uint64_t hash; /* of the final state: variables, registers, who stands where */
	uint32_t races;
	struct race_report race_report;
	uint64_t path; /* hash of the threads picked */
};

/* Runs schedule n (engine_begin() to before engine_end()). */
enum toy_outcome toy_run(struct toy *y, uint64_t n);

/*
 * A random program: mixes of locks, condvars, semaphores, atomics, plain accesses, joins, barriers; with `timed`, also timed
 * locks, and operations announced more than once.
 */
void toy_random(struct toy_program *p, struct rng *rng, bool timed);

/* A set of final states. */
struct toy_set {
	uint32_t count;
	uint64_t at[4096];
};
bool toy_set_has(const struct toy_set *s, uint64_t hash);
void toy_set_add(struct toy_set *s, uint64_t hash);

#endif
