// SPDX-License-Identifier: MIT
#include "explorer.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "clock.h"
#include "confirm.h"
#include "found.h"
#include "verdict_words.h"

/* Of the time: a quarter, and at most this, for a complete search before it is given up for sampling. */
#define COMPLETE_NS (3 * CLOCK_NS_PER_S)
/* … and a tenth, and at most this, for the sampling that a complete search has to stand up to. */
#define SAMPLE_NS (1 * CLOCK_NS_PER_S)

enum { JOBS_MAX = 64, SAMPLE_SCHEDULES = 2000 };

/* Of one phase; 0: none. */
struct limits {
	int64_t time_ns;
	uint64_t schedules;
};

struct proto_config
explore_config(const struct explore_options *o)
{
	struct proto_config c = {
		.mode = PROTO_SEARCH,
		.strategy = o->strategy,
		.seed = o->seed,
		.schedules = o->schedules,
		.time_limit = (uint64_t)o->time_ns,
		.preemptions = o->preemptions,
		.depth = o->depth,
	};
	c.options = (o->races ? PROTO_OPT_RACES : 0u) | (o->weak ? PROTO_OPT_WEAK : 0u) |
		    (o->spurious ? PROTO_OPT_SPURIOUS : 0u) |
		    (o->timeouts ? PROTO_OPT_TIMEOUTS : 0u) | (o->leaks ? PROTO_OPT_LEAKS : 0u) |
		    (o->stop_first ? PROTO_OPT_STOP_FIRST : 0u);
	for (size_t i = 0; i < o->allowed_count && i < PROTO_ALLOWED; i++) {
		strncpy(c.allowed[i], o->allowed[i], PROTO_TEXT - 1);
		c.allowed_count++;
	}
	return c;
}

static const char void_claim[] =
	"sampling met an outcome that the complete search did not: its claim is void";

static bool
is_systematic(enum proto_strategy s)
{
	return s == PROTO_BOUND || s == PROTO_DPOR;
}

/* Only a search that one process runs alone can be complete; and it must have met all that others met before. */
static void
note_exhausted(struct explore_report *report, const struct launch *run)
{
	const struct proto_result *r = run->proto ? &run->proto->result : NULL;
	if (!r || run->end != LAUNCH_DONE || !r->exhausted || report->exhausted) {
		return;
	}
	if (!found_covers(report, run->proto)) {
		found_reason(report, void_claim);
		return;
	}
	report->exhausted = true;
	report->bound = r->bound;
	report->complete = run->proto->progress.schedules - r->counts[PROTO_PRUNED];
	report->complete_cpu_ns = (int64_t)run->proto->progress.cpu;
}

static struct launch
phase_of(const struct launch_program *program, const struct explore_options *options,
	enum proto_strategy strategy, struct limits limits, const struct explore_report *report)
{
	struct launch run = {.program = program, .config = explore_config(options)};
	run.config.strategy = strategy;
	run.config.time_limit = (uint64_t)limits.time_ns;
	run.config.schedules = limits.schedules;
	run.config.shared_count = report->shared_count;
	run.shared = report->shared;
	return run;
}

/* One phase of the plan, in `jobs` processes with every jobs-th schedule each; false: it was interrupted. */
static bool
search(const struct launch_program *program, const struct explore_options *options,
	enum proto_strategy strategy, struct limits limits, int jobs, struct explore_report *report)
{
	struct launch *runs = arena_alloc(report->arena, (size_t)jobs, sizeof *runs);
	struct launch_watch watch = options->watch ? *options->watch : (struct launch_watch){0};
	int64_t began = clock_now();
	watch.stop_all = true;
	for (int i = 0; i < jobs; i++) {
		runs[i] = phase_of(program, options,
			i > 0 && is_systematic(strategy) ? PROTO_AUTO : strategy, limits, report);
		runs[i].config.first = (uint64_t)i + 1;
		runs[i].config.stride = (uint64_t)jobs;
		if (jobs > 1 && limits.schedules) {
			runs[i].config.schedules = limits.schedules / (uint64_t)jobs + 1;
		}
	}
	uint64_t longest = 0;
	bool going = launch_run(report->arena, runs, (size_t)jobs, &watch);
	for (int i = 0; i < jobs; i++) {
		found_add(report, &runs[i]);
		note_exhausted(report, &runs[i]);
		uint64_t took = runs[i].proto ? runs[i].proto->progress.elapsed : 0;
		longest = took > longest ? took : longest;
		launch_finish(&runs[i]);
	}
	report->elapsed_ns += clock_now() - began;
	report->running_ns += (int64_t)longest;
	return going && !report->interrupted;
}

static bool
is_over(const struct explore_options *o, const struct explore_report *r)
{
	return r->interrupted || r->exhausted || (o->stop_first && r->failure_count) ||
	       (o->schedules && r->schedules >= o->schedules) ||
	       (o->time_ns && r->elapsed_ns >= o->time_ns) || !r->schedules;
}

/* What the options leave, of that one part in `parts`, and at most so much (0: no such limit). */
static struct limits
share(const struct explore_options *o, const struct explore_report *r, unsigned parts,
	int64_t most_ns, uint64_t most)
{
	struct limits l = {
		.time_ns = o->time_ns ? (o->time_ns - r->elapsed_ns) / parts : most_ns,
		.schedules = o->schedules ? (o->schedules - r->schedules) / parts : most,
	};
	l.time_ns = most_ns && l.time_ns > most_ns ? most_ns : l.time_ns;
	l.schedules = most && l.schedules > most ? most : l.schedules;
	l.time_ns += o->time_ns && l.time_ns <= 0 ? 1 - l.time_ns : 0;
	l.schedules += o->schedules && !l.schedules;
	return l;
}

/*
 * A complete search rests on every conflict being told to it: some sampling must not know better, or its claim is void.
 */
static void
cross_check(const struct launch_program *program, const struct explore_options *o,
	struct explore_report *r)
{
	size_t outputs = r->output_count, failures = r->failure_count;
	if (!r->exhausted || r->interrupted || r->max_threads <= 1 ||
		(o->stop_first && r->failure_count)) {
		return;
	}
	search(program, o, PROTO_RW, (struct limits){SAMPLE_NS, SAMPLE_SCHEDULES}, 1, r);
	if (r->output_count > outputs || r->failure_count > failures) {
		r->exhausted = false;
		found_reason(r, void_claim);
	}
}

/*
 * Some sampling, which meets at once what is frequent and learns which memory is shared; then the search that can come
 * to an end, and must reach all that the sampling met; then the one that a bug in a long program is likelier to meet.
 */
static void
follow_plan(const struct launch_program *program, const struct explore_options *o,
	struct explore_report *r)
{
	int jobs = o->jobs < 1 ? 1 : o->jobs > JOBS_MAX ? JOBS_MAX : o->jobs;
	if (o->strategy != PROTO_AUTO) {
		search(program, o, o->strategy, (struct limits){o->time_ns, o->schedules}, jobs, r);
		if (o->strategy == PROTO_DPOR) {
			cross_check(program, o, r);
		}
		return;
	}
	if (!search(program, o, PROTO_RW, share(o, r, 10, SAMPLE_NS, SAMPLE_SCHEDULES), jobs, r) ||
		is_over(o, r)) {
		return;
	}
	if (o->early && r->failure_count) {
		confirm_early(program, o, r);
		o->early(o->user, r);
	}
	struct limits complete = share(o, r, 4, COMPLETE_NS, 0);
	complete.schedules = share(o, r, 2, 0, 0).schedules;
	if (search(program, o, PROTO_DPOR, complete, jobs, r) && !is_over(o, r)) {
		search(program, o, PROTO_AUTO, share(o, r, 1, 0, 0), jobs, r);
	}
}

void
explore_run(struct arena *a, const struct launch_program *program,
	const struct explore_options *options, struct explore_report *out)
{
	*out = (struct explore_report){.arena = a,
		.bound = -1,
		.bound_done = -1,
		.backend = explore_backend_name(0),
		.seed = options->seed};
	out->config_options = explore_config(options).options & ~(uint32_t)PROTO_OPT_STOP_FIRST;
	follow_plan(program, options, out);
	if (out->running_ns > 0) {
		out->schedules_per_second = (double)out->schedules * 1e9 / (double)out->running_ns;
	}
	confirm_all(program, options, out);
	verdict_decide(out);
}

void
explore_finish(struct explore_report *report)
{
	for (size_t i = 0; i < report->failure_count; i++) {
		launch_finish(&report->failures[i].trace);
	}
	symbols_finish(&report->symbols);
}
