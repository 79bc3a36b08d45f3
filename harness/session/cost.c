// SPDX-License-Identifier: MIT
#include "cost.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "arena.h"
#include "case.h"
#include "clock.h"
#include "compile.h"
#include "fs.h"
#include "judge_cost.h"
#include "pool.h"
#include "session.h"
#include "session_state.h"
#include "variant.h"
#include "verdict.h"

/* How the programs are built, one after the other until the slowest takes LONG_ENOUGH: more and more repetitions. */
static const char *const workloads[] = {"native", "cost-10", "cost-100"};

enum { WORKLOADS = sizeof workloads / sizeof *workloads };

#define LONG_ENOUGH  (INT64_C(100) * CLOCK_NS_PER_MS)
#define FAR_TOO_LONG (3 * CLOCK_NS_PER_S) /* of the next workload, as expected from this one */
#define LIMIT        (20 * CLOCK_NS_PER_S)

/* One case on its way. */
struct costing {
	struct session *session;
	struct pool *pool;
	struct cache *cache;
	struct case_verdict *of;
	const char *dir;
	const char **binaries; /* NULL: not built */
	struct cost_times *times;
	struct run_result last; /* of the run just made; its texts are gone */
	bool stopped;
};

static void
ended(struct pool *pool, const struct spawn_spec *spec, const struct run_result *r)
{
	struct costing *c = pool->options.user;
	(void)spec;
	c->last = *r;
}

/* Runs program `i` once, alone.  Its time in ns, or 0 with *why. */
static int64_t
run_once(struct costing *c, size_t i, const char **why)
{
	const char *argv[] = {c->binaries[i], NULL};
	pool_submit(c->pool, &(struct spawn_spec){.argv = argv,
				     .dir = c->dir,
				     .wall_ns = LIMIT,
				     .watch_hang = true,
				     .alone = true,
				     .label = c->of->testcase->id});
	if (pool_run(c->pool) != POOL_EMPTY) {
		c->stopped = true;
		*why = "interrupted";
		return 0;
	}
	switch (c->last.end) {
	case RUN_EXITED:
		return c->last.wall_ns;
	case RUN_HANG:
		*why = "it hangs";
		return 0;
	case RUN_SIGNALLED:
		*why = "it crashes";
		return 0;
	default:
		*why = "it did not come to its end";
		return 0;
	}
}

static bool
repeats(const struct case_verdict *cv)
{
	for (size_t i = 0; i < cv->program_count; i++) {
		if (!strstr(cv->programs[i].program->text, "ROUNDS")) {
			return false;
		}
	}
	return true;
}

static void
build(struct costing *c, const char *workload)
{
	size_t n = c->of->program_count;
	struct arena *a = c->session->arena;
	struct compile_item *items = arena_alloc(a, n, sizeof *items);
	for (size_t i = 0; i < n; i++) {
		items[i] = (struct compile_item){.source = c->of->programs[i].program->path,
			.root = c->session->options->root,
			.variant = variant_find(workload)};
	}
	c->stopped |= !compile_all(c->cache, c->pool, a, items, n, &(struct compile_options){0});
	for (size_t i = 0; i < n; i++) {
		c->binaries[i] = items[i].program;
	}
}

/* One run of each that has not been given up; the slowest time. */
static int64_t
run_round(struct costing *c, bool count)
{
	int64_t slowest = 0;
	for (size_t i = 0; i < c->of->program_count && !c->stopped; i++) {
		struct cost_times *t = &c->times[i];
		if (t->why_not) {
			continue;
		}
		int64_t ns = c->binaries[i] ? run_once(c, i, &t->why_not) : 0;
		if (!c->binaries[i]) {
			t->why_not = "it could not be built";
		}
		if (t->why_not) {
			t->rounds = 0;
		} else if (count) {
			t->wall_ns[t->rounds++] = ns;
		}
		slowest = ns > slowest ? ns : slowest;
	}
	return slowest;
}

/* Builds with as much to do as it takes to last, judged by one round of each. */
static void
find_workload(struct costing *c)
{
	bool more = repeats(c->of);
	build(c, workloads[0]);
	int64_t slowest = run_round(c, false), first = slowest;
	for (size_t w = 1; w < WORKLOADS && more && !c->stopped; w++) {
		/* Ten times the work takes at most ten times as long, but for what starting takes. */
		if (slowest >= LONG_ENOUGH || (w > 1 && first * 100 > FAR_TOO_LONG)) {
			return;
		}
		build(c, workloads[w]);
		slowest = run_round(c, false);
	}
}

static void
measure(struct costing *c)
{
	struct session *s = c->session;
	c->binaries = arena_alloc(s->arena, c->of->program_count, sizeof *c->binaries);
	c->times = arena_alloc(s->arena, c->of->program_count, sizeof *c->times);
	find_workload(c);
	for (int round = 0; round < COST_ROUNDS && !c->stopped; round++) {
		run_round(c, true);
	}
	if (!c->stopped) {
		judge_cost(s->arena, c->of, c->times);
	}
}

static void
tell(struct session *s, size_t done, size_t total, const char *now)
{
	struct session_progress p = {
		.done = done, .total = total, .now = now, .failing = s->failing};
	if (s->options->progress) {
		s->options->progress(s->options->user, &p);
	}
}

bool
cost_measure(struct session *s, struct pool *pool, struct cache *cache)
{
	struct result *r = s->result;
	struct costing c = {.session = s, .pool = pool, .cache = cache};
	pool_done *done = pool->options.done;
	void *user = pool->options.user;
	c.dir = fs_temp_dir(s->arena, s->scratch, "cost-");
	for (size_t i = 0; c.dir && i < r->case_count && !c.stopped; i++) {
		c.of = &r->cases[i];
		if (c.of->program_count > 1) {
			pool->options.done = ended;
			pool->options.user = &c;
			measure(&c);
		}
		tell(s, i + 1, r->case_count, c.of->testcase->id);
	}
	pool->options.done = done;
	pool->options.user = user;
	return !c.stopped;
}
