// SPDX-License-Identifier: MIT
#include "confirm.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "clock.h"
#include "finding_build.h"
#include "found.h"

#define SHORTEN_NS INT64_C(800000000)
#define REPLAY_NS  (20 * CLOCK_NS_PER_S)

enum { SHORTEN_SCHEDULES = 200000, CONFIRM_MOST = 16, REPEATS_A_PROCESS = 50 };

/*
 * A race or misuse mostly shows in the first schedule, in which the memory concerned is not known to be shared yet, so
 * the accesses are no steps: it is looked for again even if it can't get shorter.
 */
static bool
lacks_steps(const struct explore_report *report, const struct explore_failure *f)
{
	return f->class >= PROTO_ENDINGS && f->shared_count < report->shared_count;
}

/* What a search by preemption bound could still improve; returns the highest bound that is of use, -1: none. */
static int
want(const struct explore_report *report, struct proto_config *config)
{
	int most = -1;
	for (size_t i = 0; i < report->failure_count && i < PROTO_FAILURES; i++) {
		const struct explore_failure *f = &report->failures[i];
		int useful = (int)f->raw.preemptions - !lacks_steps(report, f);
		if (useful >= 0) {
			config->wanted[config->wanted_count++] =
				(struct proto_wanted){f->class, (uint32_t)useful, f->raw.key};
		}
		most = useful > most ? useful : most;
	}
	return most;
}

static void
take_shorter(struct explore_report *report, const struct proto *p)
{
	for (size_t i = 0; i < report->failure_count; i++) {
		struct explore_failure *f = &report->failures[i];
		const struct proto_failure *raw = found_find(p, f->class, f->raw.key);
		if (raw && !raw->choices_cut &&
			(raw->preemptions < f->raw.preemptions ||
				(raw->preemptions == f->raw.preemptions &&
					lacks_steps(report, f)))) {
			found_schedule(report->arena, f, p, raw);
		}
	}
}

/*
 * One search by preemption bound serves all failures: the first schedule in which each comes up has the fewest
 * preemptions.  (Delta debugging of the switches gets stuck where loops shift the steps.)
 */
static void
shorten(const struct launch_program *program, const struct explore_options *options,
	struct explore_report *report)
{
	struct launch run = {.program = program, .config = explore_config(options)};
	int most = want(report, &run.config);
	int64_t began = clock_now();
	if (most < 0) {
		return;
	}
	run.config.strategy = PROTO_BOUND;
	run.config.preemptions = most;
	run.config.schedules = SHORTEN_SCHEDULES;
	run.config.time_limit = SHORTEN_NS;
	run.config.options |= PROTO_OPT_STOP_FIRST;
	run.config.shared_count = report->shared_count;
	run.shared = report->shared;
	launch_run(report->arena, &run, 1, NULL);
	if (run.proto) {
		take_shorter(report, run.proto);
		int done = run.proto->result.bound_done;
		report->bound_done = done > report->bound_done ? done : report->bound_done;
	}
	launch_finish(&run);
	report->shorten_ns = clock_now() - began;
}

static void
replay(struct arena *a, const struct launch_program *program, const struct proto_config *config,
	const struct explore_failure *f, uint64_t times, struct launch *out)
{
	*out = (struct launch){
		.program = program, .config = *config, .choices = f->choices, .shared = f->shared};
	out->config.mode = PROTO_REPLAY;
	out->config.schedules = times;
	out->config.time_limit = REPLAY_NS;
	out->config.choice_count = f->choice_count;
	out->config.shared_count = f->shared_count;
	out->config.options &= ~(uint32_t)PROTO_OPT_STOP_FIRST;
	out->config.options &=
		~(uint32_t)PROTO_OPT_NO_FILTER; /* the list of shared words says it */
	out->config.options |= PROTO_OPT_TRACE;
	launch_run(a, out, 1, NULL);
}

void
confirm_replay(struct arena *a, const struct launch_program *program,
	const struct proto_config *config, const struct explore_failure *f, struct launch *out)
{
	replay(a, program, config, f, 1, out);
}

const struct proto_failure *
confirm_check(struct arena *a, const struct launch *run, const struct explore_failure *f,
	const char **why)
{
	const struct proto *p = run->proto;
	*why = run->says;
	if (!p || run->end != LAUNCH_DONE) {
		return NULL;
	}
	if (p->result.replay_diverged) {
		uint32_t n = p->result.event_count;
		*why = arena_printf(a, "the replay diverged after step %u, at choice %u of %u",
			n ? p->events[n - 1].step : 0, p->result.replay_diverged, f->choice_count);
		return NULL;
	}
	const struct proto_failure *raw = found_find(p, f->class, f->raw.key);
	if (raw) {
		*why = NULL;
		return raw;
	}
	*why = "the replay did not end as recorded";
	return NULL;
}

void
confirm_repeat(struct arena *a, const struct launch_program *program,
	const struct proto_config *config, const struct explore_failure *f, uint64_t times,
	struct confirm_repeats *out)
{
	uint64_t hash = 0;
	*out = (struct confirm_repeats){0};
	while (out->run < times && !out->why_not) {
		uint64_t left = times - out->run,
			 n = left < REPEATS_A_PROCESS ? left : REPEATS_A_PROCESS;
		struct launch run;
		replay(a, program, config, f, n, &run);
		const struct proto_failure *raw = confirm_check(a, &run, f, &out->why_not);
		if (raw) {
			const struct proto *p = run.proto;
			hash = out->processes ? hash : p->result.replay_hash;
			out->same += p->result.replay_hash == hash ? p->result.replay_same : 0;
			out->run += p->progress.schedules;
			if (p->progress.schedules < n) {
				out->why_not = "a replay took too long";
			} else if (raw->count < n) {
				out->why_not = "a replay did not end as recorded";
			} else if (out->same < out->run) {
				out->why_not = "a replay took other steps than the first";
			}
		}
		out->interrupted = run.end == LAUNCH_INTERRUPTED;
		out->processes++;
		launch_finish(&run);
	}
}

/* True: it failed again, and its trace is kept. */
static bool
reproduce(const struct launch_program *program, const struct explore_options *options,
	struct explore_report *report, struct explore_failure *f)
{
	struct proto_config config = explore_config(options);
	if (f->raw.choices_cut) {
		f->why_not = "its schedule was too long to be kept";
		return false;
	}
	confirm_replay(report->arena, program, &config, f, &f->trace);
	const struct proto_failure *raw = confirm_check(report->arena, &f->trace, f, &f->why_not);
	if (!raw) {
		launch_finish(&f->trace);
		return false;
	}
	f->raw.steps = raw->steps;
	f->raw.preemptions = raw->preemptions;
	f->raw.switches = raw->switches;
	f->raw.threads = raw->threads;
	memcpy(f->raw.sides, raw->sides, sizeof f->raw.sides);
	memcpy(f->raw.waits, raw->waits, sizeof f->raw.waits);
	f->raw.wait_count = raw->wait_count;
	memcpy(f->raw.message, raw->message, sizeof f->raw.message);
	return true;
}

void
confirm_early(const struct launch_program *program, const struct explore_options *options,
	struct explore_report *report)
{
	for (size_t i = 0; i < report->failure_count && i < CONFIRM_MOST; i++) {
		struct explore_failure *f = &report->failures[i];
		f->reproduced = reproduce(program, options, report, f);
		launch_finish(&f->trace);
	}
}

/* Outcomes before findings: what went wrong before what may have been its cause; then in the order of finding. */
static int
by_worth(const void *x, const void *y)
{
	const struct explore_failure *a = x, *b = y;
	if (a->reproduced != b->reproduced) {
		return a->reproduced ? -1 : 1;
	}
	bool finding_a = a->class >= PROTO_ENDINGS, finding_b = b->class >= PROTO_ENDINGS;
	if (finding_a != finding_b) {
		return finding_a ? 1 : -1;
	}
	return a->class != b->class ? (int)a->class - (int)b->class
				    : (a->schedule > b->schedule) - (a->schedule < b->schedule);
}

static void
symbolise(struct explore_report *report)
{
	struct symbols *s = &report->symbols;
	for (size_t i = 0; i < report->failure_count; i++) {
		struct explore_failure *f = &report->failures[i];
		if (!f->reproduced) {
			continue;
		}
		if (!s->proto) {
			symbols_init(s, report->arena, f->trace.proto);
		}
		symbols_want_all(s, f->trace.proto);
	}
	if (s->proto) {
		symbols_resolve(s);
	}
	for (size_t i = 0; i < report->failure_count; i++) {
		if (report->failures[i].reproduced) {
			finding_build(report->arena, s, &report->failures[i]);
		}
	}
}

void
confirm_all(const struct launch_program *program, const struct explore_options *options,
	struct explore_report *report)
{
	if (report->failure_count == 0) {
		return;
	}
	if (!report->interrupted) {
		shorten(program, options, report);
	}
	for (size_t i = 0; i < report->failure_count; i++) {
		struct explore_failure *f = &report->failures[i];
		if (i >= CONFIRM_MOST) {
			f->why_not = "too many other failures";
			continue;
		}
		f->reproduced = reproduce(program, options, report, f);
		f->fewest =
			f->reproduced && (f->raw.preemptions == 0 ||
						 report->bound_done >= (int)f->raw.preemptions - 1);
		report->reproduced += f->reproduced;
	}
	qsort(report->failures, report->failure_count, sizeof *report->failures, by_worth);
	symbolise(report);
}
