// SPDX-License-Identifier: MIT
#include "cost.h"

#include <errno.h>
#include <stdlib.h>
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
#include "stats.h"
#include "variant.h"
#include "verdict.h"

/* Builds with more and more repetitions, one after the other until the slowest program takes LONG_ENOUGH. */
static const struct {
	const char *variant;
	long rounds;
} workloads[] = {
	{"cost-2k", 2000}, {"cost-20k", 20000}, {"cost-200k", 200000}, {"cost-2m", 2000000}};

enum {
	WORKLOADS = sizeof workloads / sizeof *workloads,
	STARTS = 40, /* of a program that is done at once, a round */
};

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
	const char *idle; /* a program that does nothing; NULL: it could not be built */
	/* Of the case's programs and, behind them, the one that does nothing. */
	const char **binaries; /* NULL: not built */
	struct cost_times *times;
	double (*ns)[STARTS];   /* of the round's runs */
	size_t count;           /* of those that are timed */
	int runs;               /* of each in a round: one, or STARTS */
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

/* Runs a program once, alone.  Its time in ns, or 0 with *why. */
static int64_t
run_once(struct costing *c, const char *binary, const char **why)
{
	const char *argv[] = {binary, NULL};
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

/* What the programs repeat as they are; 0: there is one that repeats nothing. */
static long
own_rounds(const struct case_verdict *cv)
{
	static const char define[] = "#define ROUNDS ";
	long most = 0;
	for (size_t i = 0; i < cv->program_count; i++) {
		const char *at = strstr(cv->programs[i].program->text, define);
		long rounds = at ? strtol(at + sizeof define - 1, NULL, 10) : 0;
		if (rounds <= 0) {
			return 0;
		}
		most = rounds > most ? rounds : most;
	}
	return most;
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

static void
time_once(struct costing *c, size_t i, int run)
{
	struct cost_times *t = &c->times[i];
	if (!c->binaries[i]) {
		t->why_not = "it could not be built";
	}
	if (!t->why_not) {
		c->ns[i][run] = (double)run_once(c, c->binaries[i], &t->why_not);
	}
}

/* A time of each that has not been given up; the slowest one. */
static int64_t
run_round(struct costing *c, bool count)
{
	int64_t slowest = 0;
	for (int run = 0; run < c->runs; run++) {
		for (size_t i = 0; i < c->count && !c->stopped; i++) {
			time_once(c, i, run);
		}
	}
	for (size_t i = 0; i < c->count && !c->stopped; i++) {
		struct cost_times *t = &c->times[i];
		if (t->why_not) {
			t->rounds = 0;
			continue;
		}
		int64_t ns = (int64_t)stats_quantile(c->ns[i], c->runs, 0.5);
		slowest = ns > slowest ? ns : slowest;
		if (count) {
			t->wall_ns[t->rounds++] = ns;
		}
	}
	return slowest;
}

/* Builds with as much to do as it takes to last, judged by one round of each.  How long the slowest one takes. */
static int64_t
find_workload(struct costing *c)
{
	long rounds = own_rounds(c->of);
	build(c, "native");
	int64_t slowest = run_round(c, false);
	for (size_t w = 0; w < WORKLOADS && rounds && slowest < LONG_ENOUGH && !c->stopped; w++) {
		if (workloads[w].rounds <= rounds) {
			continue;
		}
		if (slowest > FAR_TOO_LONG / workloads[w].rounds * rounds) {
			break;
		}
		build(c, workloads[w].variant);
		slowest = run_round(c, false);
		rounds = workloads[w].rounds;
	}
	return slowest;
}

/* Times the first `count` programs anew, by so many runs of each in a round. */
static void
time_rounds(struct costing *c, size_t count, int runs)
{
	c->count = count;
	c->runs = runs;
	for (size_t i = 0; i < count; i++) {
		c->times[i].rounds = 0;
	}
	for (int round = 0; round < COST_ROUNDS && !c->stopped; round++) {
		run_round(c, true);
	}
}

static void
measure(struct costing *c)
{
	struct arena *a = c->session->arena;
	size_t n = c->of->program_count;
	const struct cost_times *starts = NULL;
	c->binaries = arena_alloc(a, n + 1, sizeof *c->binaries);
	c->times = arena_alloc(a, n + 1, sizeof *c->times);
	c->ns = arena_alloc(a, n + 1, sizeof *c->ns);
	c->binaries[n] = c->idle;
	c->count = n;
	c->runs = 1;
	if (find_workload(c) >= COST_SHORTEST_NS) {
		time_rounds(c, n, 1);
	}
	if (judge_cost_is_short(c->times, n)) {
		/* No single run means anything: the median of many, less what a process costs. */
		time_rounds(c, n + 1, STARTS);
		starts = c->times[n].rounds == COST_ROUNDS ? &c->times[n] : NULL;
	}
	if (!c->stopped) {
		judge_cost(a, c->of, c->times, starts);
	}
}

/* A program that does nothing: what its run takes is what the start and the end of a process take. */
static void
build_idle(struct costing *c)
{
	static const char text[] = "int\nmain(void)\n{\n\treturn 0;\n}\n";
	const char *folder = fs_cache_dir(c->session->arena);
	const char *source = fs_join(c->session->arena, folder, "idle.c");
	struct compile_item item = {
		.source = source, .root = folder, .variant = variant_find("native")};
	if (fs_write(source, text, sizeof text - 1)) {
		c->stopped |= !compile_all(c->cache, c->pool, c->session->arena, &item, 1,
			&(struct compile_options){0});
		c->idle = item.program;
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
	if (c.dir) {
		build_idle(&c);
	}
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
