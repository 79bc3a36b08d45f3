// SPDX-License-Identifier: MIT
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

#include "arena.h"
#include "cache.h"
#include "case.h"
#include "clock.h"
#include "compile.h"
#include "cost.h"
#include "diag.h"
#include "fs.h"
#include "judge.h"
#include "judge_score.h"
#include "observation.h"
#include "pair.h"
#include "pool.h"
#include "session_state.h"
#include "tools.h"
#include "variant.h"
#include "verdict.h"

static void
tell(struct session *s, bool building, size_t done, size_t total, const char *now)
{
	struct session_progress p = {.building = building,
		.done = done,
		.total = total,
		.now = now,
		.failing = s->failing};
	if (s->options->progress) {
		s->options->progress(s->options->user, &p);
	}
}

static void
built_one(void *user, size_t done, size_t total)
{
	struct session *s = user;
	tell(s, true, done, total, "building");
}

/* Why a program could not be built, as a verdict's sentence. */
static const char *
build_failure(struct session *s, const struct compile_item *item)
{
	if (item->state == COMPILE_NO_COMPILER) {
		return arena_printf(s->arena, "%s is not installed (apt-get install %s)",
			item->variant->compiler, item->variant->compiler);
	}
	return arena_printf(
		s->arena, "the build failed: %.*s", (int)strcspn(item->log, "\n"), item->log);
}

static bool
build_all(struct session *s, struct pool *pool, struct cache *cache)
{
	struct compile_options o = {.progress = built_one, .user = s};
	if (!compile_all(cache, pool, s->arena, s->items.items, s->items.len, &o)) {
		return false;
	}
	for (size_t i = 0; s->options->why && i < s->items.len; i++) {
		const struct compile_item *item = &s->items.items[i];
		if (item->why) {
			diag("built %s (%s): %s", item->source, item->variant->name, item->why);
		}
	}
	return true;
}

static void begin_pairs(struct session *s, struct pool *pool);

/* A pair has its verdict. */
static void
pair_done(struct session *s, struct pair *p)
{
	if (s->options->judged && p->observations.len) {
		s->options->judged(s->options->user, p->testcase, p->program, p->detector,
			p->observations.items, p->observations.len);
	} else if (s->options->judged && p->verdict->verdict == VERDICT_ERROR) {
		/* Never run; whoever counts runs is told why. */
		struct observation none = {.error = p->verdict->sentence, .out = "", .err = ""};
		s->options->judged(
			s->options->user, p->testcase, p->program, p->detector, &none, 1);
	}
	s->failing += p->verdict->verdict >= VERDICT_FAIL;
	s->result->children_cpu_ns += p->verdict->cpu_ns;
	s->done++;
	pair_finish(p);
	tell(s, false, s->done, s->pairs.len, p->testcase->id);
}

static void
run_ended(struct pool *pool, const struct spawn_spec *spec, const struct run_result *r)
{
	struct session *s = pool->options.user;
	struct pair *p = spec->user;
	pair_ended(p, pool, spec, r);
	if (p->done) {
		pair_done(s, p);
		begin_pairs(s, pool);
	}
}

/* Begins the next pair that has anything to run; those that have nothing are done on the way. */
static void
begin_pairs(struct session *s, struct pool *pool)
{
	while (s->next < s->pairs.len) {
		size_t index = s->order[s->next++];
		struct pair *p = &s->pairs.items[index];
		const struct compile_item *item = &s->items.items[s->builds.items[index]];
		p->binary = item->program;
		if (p->binary) {
			pair_begin(p, pool);
		} else {
			bool skip = item->state == COMPILE_NO_COMPILER && s->options->allow_missing;
			*p->verdict = session_tool_verdict(p->detector,
				skip ? VERDICT_SKIP : VERDICT_ERROR, build_failure(s, item));
			p->done = true;
		}
		if (!p->done) {
			return;
		}
		pair_done(s, p);
	}
}

/* Whether everything is there; says what is not. */
static bool
all_built(struct session *s)
{
	bool all = true;
	for (size_t i = 0; i < s->items.len; i++) {
		const struct compile_item *item = &s->items.items[i];
		if (!item->program) {
			diag("%s (%s): %s", item->source, item->variant->name,
				build_failure(s, item));
			all = false;
		}
	}
	return all;
}

static enum session_end
run_all(struct session *s, struct pool *pool)
{
	pool->options.done = run_ended;
	pool->options.user = s;
	/* As many as the pool has places for: it runs more at a time while some only wait. */
	for (int i = 0; i < pool->size; i++) {
		begin_pairs(s, pool);
	}
	switch (pool_run(pool)) {
	case POOL_EMPTY:
		return SESSION_DONE;
	case POOL_OUT_OF_TIME:
		return SESSION_OUT_OF_TIME;
	default:
		return SESSION_INTERRUPTED;
	}
}

/* Judges the cases whose pairs are all done, and drops the others from the result. */
static void
conclude(struct session *s)
{
	struct result *r = s->result;
	struct judge_options judge = s->options->judge;
	size_t kept = 0, pair = 0;
	judge.same_tools = true;
	for (enum detector d = 0; d < DET_COUNT; d++) {
		judge.same_tools =
			judge.same_tools && (s->same_tools[d] || !s->options->detectors[d]);
	}
	for (size_t i = 0; i < r->case_count; i++) {
		struct case_verdict *cv = &r->cases[i];
		bool whole = true;
		for (; pair < s->pairs.len && s->pairs.items[pair].testcase == cv->testcase;
			pair++) {
			whole = whole && s->pairs.items[pair].done;
		}
		if (!whole) {
			continue;
		}
		if (s->options->claims_only) {
			continue;
		}
		struct program_verdict *twin = &cv->programs[0];
		for (size_t k = 0; k < cv->program_count; k++) {
			struct program_verdict *pv = &cv->programs[k];
			if (pv->program->role == PROGRAM_FIX) {
				judge_worth(s->arena, pv, twin, &judge);
			}
			pv->verdict = judge_program(pv, twin->program);
		}
		cv->complete = true;
		cv->verdict = judge_case(cv);
		r->cases[kept++] = *cv;
	}
	r->case_count = kept;
	r->summary = summary_of(r->cases, kept);
	judge_score(s->arena, r);
}

static void
describe_machine(struct session *s)
{
	struct utsname u;
	time_t now = time(NULL);
	struct tm t;
	char text[32];
	uname(&u);
	gmtime_r(&now, &t);
	strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &t);
	s->result->started = arena_strdup(s->arena, text);
	s->result->machine = arena_printf(
		s->arena, "%s %s %s, %d CPUs", u.sysname, u.release, u.machine, pool_cpus());
	s->result->seed = s->options->seed;
	s->result->quick = s->options->judge.quick;
	memcpy(s->result->detectors, s->options->detectors, sizeof s->result->detectors);
}

static void
session_finish(struct session *s)
{
	for (size_t i = 0; i < s->pairs.len; i++) {
		pair_finish(&s->pairs.items[i]);
	}
	VEC_FREE(&s->pairs);
	VEC_FREE(&s->builds);
	VEC_FREE(&s->items);
	if (s->scratch) {
		fs_remove(s->scratch);
	}
}

enum session_end
session_run(const struct session_options *options, struct pool *pool, struct cache *cache,
	const struct testcase *const *cases, size_t count, struct arena *a, struct result *out)
{
	struct session s = {.options = options, .arena = a, .result = out};
	enum session_end end = SESSION_FAILED;
	int64_t began = clock_now(), own = clock_cpu_self();
	/* In the cache's temporary folder, so that what a killed run leaves behind is cleared away with it. */
	s.scratch = fs_temp_dir(a, cache_temp_dir(cache), "runs-");
	if (!s.scratch) {
		return SESSION_FAILED;
	}
	describe_machine(&s);
	s.tools = tools_ask(a, pool);
	out->tools = s.tools.items;
	out->tool_count = s.tools.count;
	tools_compare(&s.tools, options->root, s.same_tools);
	session_lay_out(&s, cases, count);
	end = build_all(&s, pool, cache)      ? SESSION_DONE
	      : pool->end == POOL_OUT_OF_TIME ? SESSION_OUT_OF_TIME
					      : SESSION_INTERRUPTED;
	if (end == SESSION_DONE && options->build_only) {
		end = all_built(&s) ? SESSION_DONE : SESSION_FAILED;
	} else if (end == SESSION_DONE) {
		end = run_all(&s, pool);
	}
	conclude(&s);
	if (end == SESSION_DONE && options->cost && !options->build_only) {
		end = cost_measure(&s, pool, cache)   ? SESSION_DONE
		      : pool->end == POOL_OUT_OF_TIME ? SESSION_OUT_OF_TIME
						      : SESSION_INTERRUPTED;
		out->summary = summary_of(out->cases, out->case_count);
	}
	out->partial = end == SESSION_DONE          ? NULL
		       : end == SESSION_OUT_OF_TIME ? "out of time"
						    : "interrupted";
	out->wall_ns = clock_now() - began;
	out->own_cpu_ns = clock_cpu_self() - own;
	session_finish(&s);
	return end;
}
