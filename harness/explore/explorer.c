// SPDX-License-Identifier: MIT
#include "explorer.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "clock.h"
#include "confirm.h"
#include "found.h"
#include "verdict_words.h"

/* A quarter of the time, and at most this, for a complete search before it is given up for sampling. */
#define COMPLETE_NS (3 * CLOCK_NS_PER_S)
#define CHECK_NS    (1 * CLOCK_NS_PER_S)

enum { JOBS_MAX = 64, CHECK_SCHEDULES = 2000 };

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

static bool
is_systematic(enum proto_strategy s)
{
	return s == PROTO_BOUND || s == PROTO_DPOR;
}

/* Only a search that one process runs alone can be complete. */
static void
note_exhausted(struct explore_report *report, const struct launch *run)
{
	const struct proto_result *r = run->proto ? &run->proto->result : NULL;
	if (r && run->end == LAUNCH_DONE && r->exhausted && !report->exhausted) {
		report->exhausted = true;
		report->bound = r->bound;
		report->complete = run->proto->progress.schedules - r->counts[PROTO_PRUNED];
	}
}

/* One phase of the plan, in `jobs` processes with every jobs-th schedule each; false: it was interrupted. */
static bool
search(const struct launch_program *program, const struct explore_options *options,
	enum proto_strategy strategy, int64_t time_ns, int jobs, struct explore_report *report)
{
	struct launch *runs = arena_alloc(report->arena, (size_t)jobs, sizeof *runs);
	struct launch_watch watch = options->watch ? *options->watch : (struct launch_watch){0};
	int64_t began = clock_now();
	uint64_t used = report->schedules,
		 left = options->schedules ? options->schedules - used : 0;
	watch.stop_all = true;
	for (int i = 0; i < jobs; i++) {
		runs[i] = (struct launch){.program = program, .config = explore_config(options)};
		runs[i].config.strategy = i > 0 && is_systematic(strategy) ? PROTO_AUTO : strategy;
		runs[i].config.first = (uint64_t)i + 1;
		runs[i].config.stride = (uint64_t)jobs;
		runs[i].config.time_limit = (uint64_t)time_ns;
		runs[i].config.schedules = left ? left / (uint64_t)jobs + 1 : 0;
		if (jobs == 1) {
			runs[i].config.schedules = left;
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

/*
 * A complete search rests on every conflict being told to it: some sampling must not know better, or its claim is void.
 */
static void
cross_check(const struct launch_program *program, const struct explore_options *o,
	struct explore_report *r)
{
	struct explore_options some = *o;
	size_t outputs = r->output_count, failures = r->failure_count;
	bool exhausted = r->exhausted;
	if (!exhausted || r->interrupted || r->max_threads <= 1 ||
		(o->stop_first && r->failure_count)) {
		return;
	}
	some.schedules = r->schedules + CHECK_SCHEDULES;
	if (!search(program, &some, PROTO_RW, CHECK_NS, 1, r)) {
		return;
	}
	if (r->output_count > outputs || r->failure_count > failures) {
		r->exhausted = false;
		found_reason(r, "sampling met an outcome that the complete search had not: its "
				"claim is void");
	}
}

/* First the search that can come to an end, then the one that a bug in a long program is likelier to meet. */
static void
follow_plan(const struct launch_program *program, const struct explore_options *o,
	struct explore_report *r)
{
	int jobs = o->jobs < 1 ? 1 : o->jobs > JOBS_MAX ? JOBS_MAX : o->jobs;
	if (o->strategy != PROTO_AUTO) {
		search(program, o, o->strategy, o->time_ns, jobs, r);
		if (o->strategy == PROTO_DPOR) {
			cross_check(program, o, r);
		}
		return;
	}
	int64_t first = o->time_ns && o->time_ns / 4 < COMPLETE_NS ? o->time_ns / 4 : COMPLETE_NS;
	bool going = search(program, o, PROTO_DPOR, first, jobs, r);
	cross_check(program, o, r);
	if (going && !is_over(o, r)) {
		int64_t left = o->time_ns ? o->time_ns - r->elapsed_ns : 0;
		search(program, o, PROTO_AUTO, left, jobs, r);
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
