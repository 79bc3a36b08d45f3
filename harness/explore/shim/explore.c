// SPDX-License-Identifier: MIT
#include "explore.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "backend.h"
#include "filter.h"
#include "fork.h"
#include "hb.h"
#include "outcome.h"
#include "output.h"
#include "real.h"
#include "reset.h"
#include "schedule.h"
#include "trace.h"
#include "watch.h"

enum { AUTO_BLOCK = 32, AUTO_FIRST = 20000, EXTRA_WAKES = 4, CHECK_EVERY = 32 };

/* Of one exploration.  On the explorer's own stack: what is static is put back after each schedule. */
struct search {
	struct proto *proto;
	struct engine *engine;
	const struct proto_config *config;
	enum engine_strategy strategy;
	bool automatic, systematic;
	uint64_t number, stride;
	uint64_t began;      /* ns */
	uint64_t cpu_before; /* ns of CPU time used until then */
	/* automatic: ns at which, and schedules after which, the systematic search gives way */
	uint64_t first_until, first_schedules;
	uint64_t run;  /* schedules in this process */
	uint32_t turn; /* automatic: in the rotation */
};

static const enum engine_strategy rotation[] = {ENGINE_RANDOM, ENGINE_PCT, ENGINE_POS, ENGINE_SURW};

static const struct {
	enum engine_strategy engine;
} strategies[PROTO_STRATEGIES] = {
	[PROTO_AUTO] = {ENGINE_BOUND},
	[PROTO_RW] = {ENGINE_RANDOM},
	[PROTO_PCT] = {ENGINE_PCT},
	[PROTO_POS] = {ENGINE_POS},
	[PROTO_SURW] = {ENGINE_SURW},
	[PROTO_BOUND] = {ENGINE_BOUND},
	[PROTO_DPOR] = {ENGINE_DPOR},
};

static uint64_t
now(void)
{
	struct timespec t;

	real.clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

/* CPU time of this process and of the children that it has waited for, ns. */
static uint64_t
cpu_time(void)
{
	static const int who[] = {RUSAGE_SELF, RUSAGE_CHILDREN};
	struct rusage u;
	uint64_t us = 0;

	for (int i = 0; i < 2; i++) {
		getrusage(who[i], &u);
		us += (uint64_t)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1000000 +
		      (uint64_t)(u.ru_utime.tv_usec + u.ru_stime.tv_usec);
	}
	return us * 1000;
}

static uint32_t
preemptions(const struct proto_config *c)
{
	return c->preemptions < 0 ? ENGINE_UNBOUNDED : (uint32_t)c->preemptions;
}

static bool
make_engine(const struct proto_config *c)
{
	struct engine_config config = {
		.seed = c->seed,
		.max_threads = c->max_threads ? c->max_threads : PROTO_THREADS,
		.max_choices = 1 << 18,
		.pct_depth = c->depth,
		.preemptions = preemptions(c),
		.timeouts = c->options & PROTO_OPT_TIMEOUTS ? EXTRA_WAKES : 0,
		.spurious = c->options & PROTO_OPT_SPURIOUS ? EXTRA_WAKES : 0,
		.weak = c->options & PROTO_OPT_WEAK,
	};
	void *memory;

	config.strategy = c->mode == PROTO_REPLAY ? ENGINE_REPLAY : strategies[c->strategy].engine;
	memory = shim_memory(engine_size(&config));
	hz.engine = memory ? engine_init(memory, &config) : NULL;
	return hz.engine != NULL;
}

/* The best back-end that can be had, unless one is asked for. */
static bool
choose_backend(const struct proto_config *c, const char **why)
{
	struct proto_result *r = &hz.proto->result;
	uint32_t stack = c->stack_size ? c->stack_size : 256 * 1024;

	hz.backend = c->backend == PROTO_BACKEND_AUTO ? PROTO_FIBER_RESET : (uint8_t)c->backend;
	if (backend_setup(stack, why)) {
		return true;
	}
	if (c->backend != PROTO_BACKEND_AUTO) {
		return false;
	}
	snprintf(r->degraded[r->degraded_count++], PROTO_NAME, "%s", *why);
	hz.backend = PROTO_THREAD_FORK;
	return backend_setup(stack, why);
}

static void
note_attachment(void)
{
#ifdef HAZARD_PRELOADED
	hz.proto->result.attached = PROTO_PRELOADED;
#else
	hz.proto->result.attached = PROTO_INSTRUMENTED;
#endif
	for (int i = 0; i < OP_KINDS && i < PROTO_OPS; i++) {
		strncpy(hz.proto->op_names[i], op_name(i), sizeof hz.proto->op_names[i] - 1);
	}
}

bool
explore_setup(char **argv, const char **why)
{
	const struct proto_config *c = &hz.proto->config;

	*why = "no memory";
	hz.max_steps = c->max_steps ? c->max_steps : 100000;
	hz.races = c->options & PROTO_OPT_RACES;
	hz.weak = c->options & PROTO_OPT_WEAK;
	hz.tracing = c->options & PROTO_OPT_TRACE;
	hz.leaks = c->options & PROTO_OPT_LEAKS;
	hz.gdb = c->options & PROTO_OPT_GDB;
	if (c->strategy >= PROTO_STRATEGIES || c->choice_count > PROTO_CHOICES ||
		c->allowed_count > PROTO_ALLOWED) {
		*why = "the configuration is out of range";
		return false;
	}
	if (!make_engine(c) || !filter_setup() || !hb_setup() || !outcome_setup() ||
		!fork_setup() || !trace_setup() ||
		!output_setup(c->options & PROTO_OPT_KEEP_OUTPUT) || !choose_backend(c, why) ||
		!watch_setup()) {
		return false;
	}
	note_attachment();
	watch_start();
	if (hz.backend == PROTO_FIBER_RESET && !reset_take(argv, why)) {
		if (c->backend == PROTO_FIBER_RESET) {
			return false;
		}
		reset_impossible(*why);
		hz.backend = PROTO_FIBER_FORK;
	}
	hz.proto->result.backend = hz.backend;
	hz.proto->result.reset_bytes = hz.backend == PROTO_FIBER_RESET ? reset_bytes() : 0;
	return true;
}

static uint32_t
proto_strategy(enum engine_strategy s)
{
	for (uint32_t i = PROTO_RW; i < PROTO_STRATEGIES; i++) {
		if (strategies[i].engine == s) {
			return i;
		}
	}
	return PROTO_AUTO;
}

static void
use(struct search *s, enum engine_strategy strategy)
{
	s->strategy = strategy;
	s->systematic = engine_strategy_systematic(strategy);
	engine_use(s->engine, strategy, s->automatic ? ENGINE_UNBOUNDED : preemptions(s->config));
}

static void
publish(struct search *s)
{
	struct proto_progress *p = &s->proto->progress;

	p->elapsed = now() - s->began;
	p->strategy = proto_strategy(s->strategy);
	p->bound = s->strategy == ENGINE_BOUND ? (int32_t)s->engine->bound : -1;
	if (s->systematic) {
		s->proto->result.bound_done = s->engine->bound_complete;
	}
}

/* The strategy has run all it has: what that proves. */
static void
note_exhausted(struct search *s)
{
	struct proto_result *r = &s->proto->result;

	if (!s->systematic || !engine_exhaustive(s->engine)) {
		return;
	}
	r->exhausted = 1;
	r->bound = s->strategy == ENGINE_BOUND && !s->engine->bound_all ? s->engine->bound_complete
									: -1;
}

/* Automatic: first systematic for a while, then the random ones in turn.  False: all is done. */
static bool
next_strategy(struct search *s, bool more)
{
	if (s->systematic && more && s->run < s->first_schedules &&
		(s->run % CHECK_EVERY || now() < s->first_until)) {
		return true;
	}
	if (s->systematic && !more) {
		note_exhausted(s);
		if (s->proto->result.exhausted) {
			return false;
		}
	}
	if (s->systematic || s->run % AUTO_BLOCK == 0) {
		publish(s);
		use(s, rotation[s->turn++ % (sizeof rotation / sizeof *rotation)]);
	}
	return true;
}

static bool
limits_reached(struct search *s)
{
	if (s->config->schedules && s->run >= s->config->schedules) {
		return true;
	}
	if (hz.backend == PROTO_FIBER_RESET && s->run % CHECK_EVERY && !hz.ticked) {
		return false;
	}
	hz.ticked = false;
	publish(s);
	return s->config->time_limit && s->proto->progress.elapsed >= s->config->time_limit;
}

/* Where a reset would not do: from now on each schedule has a process of its own. */
static void
leave_reset(struct search *s)
{
	if (!reset_given_up() || hz.backend != PROTO_FIBER_RESET) {
		return;
	}
	hz.backend = PROTO_FIBER_FORK;
	s->proto->result.backend = hz.backend;
	s->proto->result.reset_bytes = 0;
	reset_stop();
}

/* One schedule; false to stop. */
static bool
one(struct search *s)
{
	bool stop, more, grew;

	filter_begin();
	if (s->config->mode == PROTO_REPLAY) {
		engine_replay(s->engine, (const struct engine_choice *)s->proto->replay,
			s->config->choice_count, false);
	}
	sched_run(s->number);
	if (UNLIKELY(hz.again)) {
		leave_reset(s);
		if (s->config->mode != PROTO_REPLAY) {
			use(s, s->strategy); /* what it planned was for the run that came to nothing */
		}
		return true;
	}
	s->run++;
	stop = outcome_account(s->number, proto_strategy(s->strategy));
	grew = filter_grew();
	more = engine_end(s->engine);
	s->number += s->stride;
	leave_reset(s);
	if (stop || limits_reached(s)) {
		return false;
	}
	if (s->config->mode == PROTO_REPLAY) {
		return s->run < s->config->schedules;
	}
	if (grew && s->systematic) {
		use(s, s->strategy); /* begins again: what was run had too few points */
		return true;
	}
	if (s->automatic) {
		return next_strategy(s, more);
	}
	if (!more) {
		note_exhausted(s);
	}
	return more;
}

void
explore_run(void)
{
	struct search s = {.proto = hz.proto, .engine = hz.engine, .config = &hz.proto->config};

	s.stride = s.config->stride ? s.config->stride : 1;
	s.number = s.config->first ? s.config->first : 1;
	s.automatic = s.config->mode == PROTO_SEARCH && s.config->strategy == PROTO_AUTO;
	s.began = now();
	s.cpu_before = cpu_time();
	s.first_until = s.config->time_limit ? s.began + s.config->time_limit / 4 : UINT64_MAX;
	s.first_schedules = s.config->schedules && s.config->schedules / 4 < AUTO_FIRST
				    ? s.config->schedules / 4
				    : AUTO_FIRST;
	s.proto->result.bound = s.proto->result.bound_done = -1;
	if (s.config->mode == PROTO_REPLAY) {
		s.strategy = ENGINE_REPLAY;
	} else {
		use(&s, strategies[s.config->strategy].engine);
	}
	s.proto->state = PROTO_RUNNING;
	while (one(&s)) {
	}
	s.proto->result.reset_bytes = hz.backend == PROTO_FIBER_RESET ? reset_bytes() : 0;
	publish(&s);
	s.proto->progress.cpu = cpu_time() - s.cpu_before;
}
