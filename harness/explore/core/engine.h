// SPDX-License-Identifier: MIT
/*
 * The controlled scheduler's engine: one schedule after the other it is told which threads there are and what each is
 * about to do, and answers which one goes on.  Pure: no thread, no I/O, no clock, no heap, no static state.
 *
 * How it is driven:
 *
 *	engine_begin(e, n);                       thread 0 exists, enabled, current, pending OP_START
 *	loop in the thread that runs:
 *		engine_announce(e, t, &op);           before doing anything that others could notice
 *		if it can't be done now: engine_disable(e, t);
 *		next = engine_pick(e);                ENGINE_NOBODY: deadlock, time-outs by idleness, or the end
 *		switch to `next`; it performs its pending op and tells what that changed:
 *			engine_enable()/engine_disable() of others   (unlock: who wants the lock is enabled; lock: disabled;
 *			                                              signal: engine_announce(RELOCK) for the one woken)
 *			engine_thread_new(), engine_thread_end(), engine_choose(), engine_wrote_nothing()
 *	more = engine_end(e);                     after every schedule, however it ended
 *
 * The rule all strategies rest on: at every engine_pick() a thread is enabled if and only if its pending operation can be
 * performed now.  Time-outs and spurious wake-ups are operations too: a waiting thread for which engine_offers() says so
 * announces OP_TIMEOUT or OP_SPURIOUS and stays enabled; the operation that it waits with is OP_TIMED, also where it need not
 * wait.  A time-out that comes by idleness (after ENGINE_NOBODY) is OP_ANY.
 *
 * dpor needs moreover: what op.h says of conflicts; only operations that op_may_block() are ever disabled; another thread's
 * operation is replaced only where the present operation conflicts with it (a signal, with a wait on its condvar); whoever
 * ends the whole program (exit, abort, a failed assertion) announces OP_ANY first, since that ends what others would do.
 *
 * What is claimed of a search that engine_end() called exhausted (and only with engine_exhaustive()):
 *	bound    every schedule with at most `bound` preemptions was run; with bound_all, every schedule
 *	enum     every schedule was run
 *	dpor     every reachable final state, deadlock and failing operation was reached by at least one schedule (where a
 *	         program can end without that OP_ANY, by a crash for instance: up to the first such schedule)
 * each under the same resolution of everything that is not a choice of the engine, and, where threads were parked while
 * spinning (`parks`), up to repeating states; where one was parked unproved (`parks_assumed`), only if it really spun.
 * The random strategies claim nothing but what they ran.
 */
#ifndef HAZARD_ENGINE_H
#define HAZARD_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bits.h"
#include "check.h"
#include "op.h"
#include "rng.h"

enum engine_strategy {
	ENGINE_RANDOM, /* each step uniformly among the enabled threads */
	ENGINE_PCT,    /* Burckhardt et al., ASPLOS 2010 */
	ENGINE_POS,    /* Yuan, Yang, Gu, CAV 2018 */
	ENGINE_SURW,   /* Zhao et al., ASPLOS 2025 */
	ENGINE_BOUND,  /* Musuvathi, Qadeer, PLDI 2007: bound 0, then 1, … */
	ENGINE_DPOR, /* Abdulla et al., POPL 2014: source sets, sleep sets; after Flanagan, Godefroid, POPL 2005 */
	ENGINE_ENUM,     /* all schedules, depth first */
	ENGINE_REPLAY,   /* engine_replay()'s list */
	ENGINE_DIRECTED, /* no preemption but engine_direct()'s */
	ENGINE_STRATEGIES
};

enum {
	ENGINE_NOBODY = -1, /* engine_pick: no thread is enabled */
	ENGINE_REDUNDANT =
		-2, /* engine_pick: whatever follows was explored before; drop the schedule, call engine_end() */
	ENGINE_SYSTEMATIC_THREADS = 64,
	ENGINE_UNBOUNDED = 0xffff, /* a preemption bound that never binds */
};

/* What a choice was about. */
enum engine_choice_kind {
	ENGINE_CHOOSE_THREAD,
	ENGINE_CHOOSE_WAITER, /* which waiter a signal wakes */
	ENGINE_CHOOSE_STORE,  /* which store a weak load reads: 0 the newest */
	ENGINE_CHOOSE_FAIL,   /* a weak compare-exchange fails for nothing: 0 no */
	ENGINE_CHOOSE_OTHER,
	ENGINE_CHOICE_KINDS
};

/* One recorded choice: 8 bytes, as it stands in .sched files. */
struct engine_choice {
	uint16_t value; /* thread id, or 0..n-1 */
	uint8_t kind;   /* enum engine_choice_kind */
	uint8_t op; /* CHOOSE_THREAD: enum op_kind of the thread chosen; else that of the thread choosing */
	uint32_t check; /* hash of the enabled set, or of n and the thread choosing */
};

/* "When `thread` has announced its step `step` (from 1) …" */
struct engine_directive {
	uint16_t thread; /* current at that point */
	uint8_t kind; /* CHOOSE_THREAD: … `value` goes on instead; else: … its choices of this kind are `value` */
	uint32_t step;
	uint16_t value;
};

/* Zero is a useful value everywhere. */
struct engine_config {
	enum engine_strategy strategy;
	uint64_t seed;
	uint32_t max_threads; /* 0: 64; at most 1024 */
	uint32_t max_choices; /* recorded a schedule; 0: 65536 */
	uint32_t max_depth;   /* nodes of the systematic strategies; 0: 16384 */
	uint32_t preemptions; /* bound: the highest one; ENGINE_UNBOUNDED: until all are run */
	uint32_t pct_depth;   /* 0: 3; at most 16 */
	/* same reads again with no write by anybody; 0: 8.  A replay needs the same */
	uint32_t spin_limit;
	bool spin_ask; /* don't park by itself: set `suspect`, let the caller engine_park() or engine_absolve() */
	uint8_t timeouts; /* OP_TIMEOUTs offered to each thread a schedule; 0: none, they happen by idleness only */
	uint8_t spurious; /* OP_SPURIOUS likewise */
	bool weak;        /* for the caller and for .sched files; the engine does nothing with it */
};

/* Why a search proves less than it seems to; a set of bits, kept until engine_use(). */
enum engine_limit {
	ENGINE_LIMIT_THREADS =
		1, /* more than max_threads, or than 64 under a systematic strategy */
	ENGINE_LIMIT_CHOICES = 2,  /* more than max_choices: the schedule can't be replayed */
	ENGINE_LIMIT_DEPTH = 4,    /* more than max_depth nodes: below, only one schedule was run */
	ENGINE_LIMIT_DIVERGED = 8, /* the program took another way under the same choices */
	ENGINE_LIMIT_UNSEEN =
		16, /* set by the caller: threads met in memory by what was not announced */
};

#include "engine_state.h"

/* Bytes that engine_init() needs for this configuration; most are touched only if used. */
size_t engine_size(const struct engine_config *config);

/*
 * Lays an engine out in `memory` (borrowed for ever, of engine_size() bytes, aligned to 64; zeroed, or used by an engine
 * before).  It may be shared between processes that map it at the same address.
 */
struct engine *engine_init(void *memory, const struct engine_config *config);

/*
 * Changes the strategy between schedules: forgets the systematic search and the counts, keeps what pct and surw learnt.
 * `preemptions` as in the configuration.
 */
void engine_use(struct engine *e, enum engine_strategy strategy, uint32_t preemptions);

/* Follow these choices (borrowed) from the next engine_begin() on, as ENGINE_REPLAY.  `prefix`: it may go on, without
   preemptions, after the last one; else that is a divergence. */
void engine_replay(struct engine *e, const struct engine_choice *choices, uint32_t n, bool prefix);

/*
 * Follow these directives (borrowed; in the order they come up) from the next engine_begin() on, as ENGINE_DIRECTED: the
 * current thread goes on while it can, then the next higher id; other choices are 0.  One that doesn't fit is passed over.
 */
void engine_direct(struct engine *e, const struct engine_directive *list, uint32_t n);

/*
 * The directives that give the schedule just recorded, for shortening: writes at most `cap`, returns how many it takes.
 * Only choices that ENGINE_DIRECTED would not make by itself need one.
 */
uint32_t engine_directives(const struct engine *e, struct engine_directive *out, uint32_t cap);

/* Begins schedule n (random strategies: seed and n decide everything, along with what was learnt from schedules before). */
void engine_begin(struct engine *e, uint64_t n);

/* Ends it; false if the strategy has nothing left to run (also with replay and directed: those have one). */
bool engine_end(struct engine *e);

/* After engine_end() was false: nothing named in enum engine_limit spoils the claim at the top of this file. */
static inline bool
engine_exhaustive(const struct engine *e)
{
	return e->exhausted && !e->limits;
}

/* A new thread, enabled, pending OP_START, made by the current one: its id, or -1 (ENGINE_LIMIT_THREADS). */
int engine_thread_new(struct engine *e);

/* The current thread has performed its OP_EXIT and is gone. */
void engine_thread_end(struct engine *e);

/* Its pending operation can be performed from now on. */
static inline void
engine_enable(struct engine *e, int t)
{
	bits_add(&e->enabled, (unsigned)t);
	if (LIKELY(!bits_has(&e->parked, (unsigned)t))) {
		engine_ready_add(e, (unsigned)t);
	}
}

/* … can't. */
static inline void
engine_disable(struct engine *e, int t)
{
	bits_remove(&e->enabled, (unsigned)t);
	engine_ready_remove(e, (unsigned)t);
}

/* The operation the current thread has just performed left everything as it was (a failed trylock or compare-exchange). */
static inline void
engine_wrote_nothing(struct engine *e)
{
	e->wrote = false;
}

/* engine_announce() for the current thread, t, at its next scheduling point. */
static inline void
engine_announce_own(struct engine *e, int t, const struct op *op)
{
	struct engine_thread *th = &e->threads[t];
	engine_settle(e);
	/* Field by field: a copy in larger pieces than it was written in stalls the load. */
	th->op.addr = op->addr;
	th->op.addr2 = op->addr2;
	th->op.pc = op->pc;
	th->op.size = op->size;
	th->op.size2 = op->size2;
	th->op.kind = op->kind;
	th->op.flags = op->flags;
	th->op.order = op->order;
	th->steps++;
	uint64_t place =
		op->pc * UINT64_C(0x9e3779b97f4a7c15) ^ op->addr ^ (uint64_t)op->kind << 56;
	if (th->spin_writes != (uint32_t)e->writes) {
		th->spin_writes = (uint32_t)e->writes;
		th->spin_mark = place;
		th->spin_quiet = th->spin_power = 1;
		th->spin_repeats = th->spin_absolved = 0;
		return;
	}
	/* Brent's cycle detection over the places: a loop of any length comes back to the mark. */
	th->spin_quiet++;
	if (th->spin_mark == place) {
		if (UNLIKELY(++th->spin_repeats >= e->spin_limit)) {
			engine_spinning(e, t);
		}
	} else if (th->spin_quiet >= 2 * th->spin_power) {
		th->spin_power = th->spin_quiet;
		th->spin_mark = place;
		th->spin_repeats = 0;
	}
}

/*
 * Sets the pending operation of a thread: of the current one when it reaches its next scheduling point, of another one
 * when what the current one does changes it (a waiter woken).  Each call is a step of that thread, with a number of its
 * own.  Doesn't enable or disable it.
 */
static inline void
engine_announce(struct engine *e, int t, const struct op *op)
{
	if (t != e->current) {
		e->replaced |= (uint64_t)(e->threads[t].op.kind != op->kind) << (t & 63);
	}
	engine_announce_own(e, t, op);
}

/*
 * With spin_ask, when `suspect` is set after an announcement: the thread is put aside until somebody writes.  `proved`: its
 * own state (registers, stack) was the same as when it was last here.
 */
void engine_park(struct engine *e, bool proved);

/* … its state was another one: it goes on.  After 64 times without a write in between it is parked all the same, assumed. */
void engine_absolve(struct engine *e);

/* May this thread, about to wait, be offered OP_TIMEOUT (OP_SPURIOUS) as a choice? */
static inline bool
engine_offers(const struct engine *e, int t, enum op_kind kind)
{
	const struct engine_thread *th = &e->threads[t];
	return kind == OP_TIMEOUT ? th->timeouts < e->config.timeouts
				  : th->spurious < e->config.spurious;
}

/* The thread goes on: counts, and what a pick means for spinning. */
static inline int
engine_go(struct engine *e, int t)
{
	struct engine_thread *th = &e->threads[t];
	e->now.switches += t != e->current;
	e->current = t;
	if (UNLIKELY(e->wrote)) {
		engine_settle(e);
	}
	e->wrote = op_writes(th->op.kind);
	if (UNLIKELY(th->op.kind == OP_TIMEOUT || th->op.kind == OP_SPURIOUS)) {
		uint8_t *count = th->op.kind == OP_TIMEOUT ? &th->timeouts : &th->spurious;
		*count = (uint8_t)(*count + (*count < 255));
	}
	e->replaced = 0;
	return t;
}

/*
 * Who goes on: a thread id, ENGINE_NOBODY or ENGINE_REDUNDANT.  Records the choice if there was one.  When all enabled
 * threads are parked spinners they get their turns, one after the other; `spin_rounds` counts the rounds without a write.
 * It is the caller's to compare states and to call that a livelock.
 */
static inline int
engine_pick(struct engine *e)
{
	e->now.steps++;
	if (LIKELY(e->ready_count == 1 && !e->every_step && !(e->wrote && e->parked_count))) {
		int t = e->current;
		if (!bits_has(&e->ready, (unsigned)t)) {
			t = bits_next(&e->ready, e->words, 0);
		}
		return engine_go(e, t);
	}
	return engine_pick_choice(e);
}

/* One of n possibilities (1..65535) inside the operation being performed: 0..n-1; 0 is the plain one. */
uint32_t engine_choose(struct engine *e, enum engine_choice_kind kind, uint32_t n);

/* For options and help: "rw", "pct", …; static.  By name: -1 if there is none. */
const char *engine_strategy_name(enum engine_strategy strategy);
int engine_strategy_named(const char *name);

/* Does it end by itself, with a claim? */
bool engine_strategy_systematic(enum engine_strategy strategy);

#endif
