// SPDX-License-Identifier: MIT
#include "session.h"

#include <limits.h>
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
#include "detect.h"
#include "diag.h"
#include "fingerprint.h"
#include "fs.h"
#include "judge.h"
#include "pair.h"
#include "pool.h"
#include "tools.h"
#include "variant.h"
#include "vec.h"
#include "verdict.h"

struct session {
	const struct session_options *options;
	struct arena *arena;
	struct result *result;
	const char *scratch;
	struct tools tools;
	bool same_tools[DET_COUNT];

	VEC(struct compile_item) items; /* (program, variant) */
	VEC(struct pair) pairs;
	VEC(size_t) builds; /* which item each pair needs */
	size_t *order;      /* of beginning: indices of pairs */
	size_t next;        /* in `order` */
	size_t done, failing;
};

/* The seed only decides who runs beside whom.  SplitMix64 (Steele, Lea, Flood 2014). */
static uint64_t
random_next(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

static void
make_order(struct session *s)
{
	uint64_t state = s->options->seed;
	size_t n = s->pairs.len;
	s->order = arena_alloc(s->arena, n, sizeof *s->order);
	for (size_t i = 0; i < n; i++) {
		s->order[i] = i;
	}
	for (size_t i = n; state && i > 1; i--) {
		size_t j = random_next(&state) % i, other = s->order[j];
		s->order[j] = s->order[i - 1];
		s->order[i - 1] = other;
	}
}

/* The index of the build that this program needs under this detector; added if it is new. */
static size_t
need_build(struct session *s, const struct program *program, enum detector d)
{
	const struct variant *variant = variant_find(detect_row(d)->variant);
	for (size_t i = s->items.len; i > 0; i--) {
		struct compile_item *item = &s->items.items[i - 1];
		if (strcmp(item->source, program->path) != 0) {
			break;
		}
		if (item->variant == variant) {
			return i - 1;
		}
	}
	*VEC_PUSH(&s->items) = (struct compile_item){
		.source = program->path, .root = s->options->root, .variant = variant};
	return s->items.len - 1;
}

/* "hazard run data-race/lost-update --detectors tsan". */
static const char *
command_for(struct session *s, const struct testcase *c, enum detector d)
{
	return arena_printf(s->arena, "hazard run %s%s --detectors %s",
		s->options->catalog_argument, c->id, detector_name(d));
}

/* The sentence of a detector that can't run here at all, or NULL. */
static const char *
missing_tool(struct session *s, enum detector d)
{
	const char *program = detect_row(d)->program;
	if (!detect_row(d)->available) {
		return "not available in this version";
	}
	const char *const needed[] = {program, variant_find(detect_row(d)->variant)->compiler};
	for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
		if (needed[i] && !fs_program(s->arena, needed[i])) {
			return arena_printf(s->arena, "%s is not installed (apt-get install %s)",
				needed[i], needed[i]);
		}
	}
	return NULL;
}

static struct detector_verdict
tool_verdict(enum detector d, enum verdict verdict, const char *sentence)
{
	return (struct detector_verdict){.asked = true,
		.detector = d,
		.verdict = verdict,
		.reason = REASON_TOOL,
		.sentence = sentence,
		.high = 1};
}

static void
add_pair(struct session *s, const struct testcase *c, struct program_verdict *pv, enum detector d,
	struct source *source)
{
	struct detector_verdict *out = &pv->detectors[d];
	const char *missing = missing_tool(s, d);
	if (missing) {
		bool skip = s->options->allow_missing || !detect_row(d)->available;
		*out = tool_verdict(d, skip ? VERDICT_SKIP : VERDICT_ERROR, missing);
		return;
	}
	if (s->options->broken[d]) {
		*out = tool_verdict(d, VERDICT_ERROR, s->options->broken[d]);
		return;
	}
	if (s->options->claims_only && !program_claims(pv->program, d)) {
		return;
	}
	struct pair *p = VEC_PUSH(&s->pairs);
	p->testcase = c;
	p->program = pv->program;
	p->twin = &c->broken;
	p->detector = d;
	p->judge = s->options->judge;
	p->judge.same_tools = s->same_tools[d];
	p->scratch = s->scratch;
	p->source = source;
	p->arena = s->arena;
	p->verdict = out;
	p->command = command_for(s, c, d);
	p->print_commands = s->options->commands;
	*VEC_PUSH(&s->builds) = need_build(s, pv->program, d);
}

static void
lay_out(struct session *s, const struct testcase *const *cases, size_t count)
{
	struct result *r = s->result;
	r->cases = arena_alloc(s->arena, count, sizeof *r->cases);
	r->case_count = count;
	for (size_t i = 0; i < count; i++) {
		const struct testcase *c = cases[i];
		struct case_verdict *cv = &r->cases[i];
		cv->testcase = c;
		cv->program_count = 1 + c->fix_count;
		cv->programs = arena_alloc(s->arena, cv->program_count, sizeof *cv->programs);
		for (size_t k = 0; k < cv->program_count; k++) {
			struct program_verdict *pv = &cv->programs[k];
			pv->program = k ? &c->fixes[k - 1] : &c->broken;
			struct source *source = arena_alloc(s->arena, 1, sizeof *source);
			*source = source_read(s->arena, pv->program->text, pv->program->text_len);
			for (enum detector d = 0; d < DET_COUNT; d++) {
				if (s->options->detectors[d]) {
					add_pair(s, c, pv, d, source);
				}
			}
		}
	}
	make_order(s);
}

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
			*p->verdict = tool_verdict(p->detector, skip ? VERDICT_SKIP : VERDICT_ERROR,
				build_failure(s, item));
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
	const char *tmp = getenv("TMPDIR");
	s.scratch = fs_temp_dir(a, tmp && *tmp ? tmp : "/tmp", "hazard-");
	if (!s.scratch) {
		return SESSION_FAILED;
	}
	describe_machine(&s);
	s.tools = tools_ask(a, pool);
	out->tools = s.tools.items;
	out->tool_count = s.tools.count;
	tools_compare(&s.tools, options->root, s.same_tools);
	lay_out(&s, cases, count);
	end = build_all(&s, pool, cache) ? SESSION_DONE : SESSION_INTERRUPTED;
	if (end == SESSION_DONE && options->build_only) {
		end = all_built(&s) ? SESSION_DONE : SESSION_FAILED;
	} else if (end == SESSION_DONE) {
		end = run_all(&s, pool);
	}
	conclude(&s);
	out->partial = end != SESSION_DONE;
	out->wall_ns = clock_now() - began;
	out->own_cpu_ns = clock_cpu_self() - own;
	session_finish(&s);
	return end;
}
