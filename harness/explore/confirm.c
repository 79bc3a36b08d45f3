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

#define ACCESS_NS INT64_C(200000000)

enum {
	SHORTEN_SCHEDULES = 200000,
	ACCESS_SCHEDULES = 2000,
	ACCESS_STEPS = 20000,
	CONFIRM_MOST = 16
};

/* The most preemptions that would still be an improvement; -1: none can be. */
static int
worth_trying(const struct explore_report *report)
{
	int most = -1;
	for (size_t i = 0; i < report->failure_count; i++) {
		int better = (int)report->failures[i].raw.preemptions - 1;
		most = better > most ? better : most;
	}
	return most;
}

static void
take_shorter(struct explore_report *report, const struct proto *p)
{
	for (size_t i = 0; i < report->failure_count; i++) {
		struct explore_failure *f = &report->failures[i];
		const struct proto_failure *raw = found_find(p, f->class, f->raw.key);
		if (raw && !raw->choices_cut && raw->preemptions < f->raw.preemptions) {
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
	int most = worth_trying(report);
	if (most < 0) {
		return;
	}
	run.config.strategy = PROTO_BOUND;
	run.config.preemptions = most;
	run.config.schedules = SHORTEN_SCHEDULES;
	run.config.time_limit = SHORTEN_NS;
	run.config.options &= ~(uint32_t)PROTO_OPT_STOP_FIRST;
	if (report->failure_count == 1) {
		run.config.options |= PROTO_OPT_STOP_FIRST;
		run.config.stop_class = report->failures[0].class;
	}
	launch_run(report->arena, &run, 1, NULL);
	if (run.proto) {
		take_shorter(report, run.proto);
		int done = run.proto->result.bound_done;
		report->bound_done = done > report->bound_done ? done : report->bound_done;
	}
	launch_finish(&run);
}

/*
 * A race or misuse mostly shows in the first schedule, in which the memory concerned is not known to be shared yet, so the
 * accesses are no steps: once more, with every access a step, so that the trace shows them.
 */
static void
show_accesses(const struct launch_program *program, const struct explore_options *options,
	struct explore_report *report)
{
	struct launch run = {.program = program, .config = explore_config(options)};
	size_t wanted = 0;
	for (size_t i = 0; i < report->failure_count; i++) {
		const struct explore_failure *f = &report->failures[i];
		wanted += f->class >= PROTO_ENDINGS && f->shared_count != PROTO_ALL_SHARED;
	}
	if (wanted == 0 || report->preloaded) {
		return;
	}
	run.config.strategy = PROTO_BOUND;
	run.config.preemptions = 1;
	run.config.schedules = ACCESS_SCHEDULES;
	run.config.time_limit = ACCESS_NS;
	run.config.options =
		(run.config.options & ~(uint32_t)PROTO_OPT_STOP_FIRST) | PROTO_OPT_NO_FILTER;
	launch_run(report->arena, &run, 1, NULL);
	for (size_t i = 0; i < report->failure_count && run.proto; i++) {
		struct explore_failure *f = &report->failures[i];
		const struct proto_failure *raw =
			f->class >= PROTO_ENDINGS ? found_find(run.proto, f->class, f->raw.key)
						  : NULL;
		if (raw && !raw->choices_cut && raw->preemptions <= f->raw.preemptions &&
			raw->steps <= ACCESS_STEPS) {
			found_schedule(report->arena, f, run.proto, raw);
		}
	}
	launch_finish(&run);
}

void
confirm_replay(struct arena *a, const struct launch_program *program,
	const struct proto_config *config, const struct explore_failure *f, bool keep_output,
	struct launch *out)
{
	*out = (struct launch){
		.program = program, .config = *config, .choices = f->choices, .shared = f->shared};
	out->config.mode = PROTO_REPLAY;
	out->config.schedules = 1;
	out->config.time_limit = REPLAY_NS;
	out->config.choice_count = f->choice_count;
	out->config.shared_count = f->shared_count;
	out->config.options &= ~(uint32_t)PROTO_OPT_STOP_FIRST;
	out->config.options &=
		~(uint32_t)PROTO_OPT_NO_FILTER; /* the list of shared words says it */
	out->config.options |= PROTO_OPT_TRACE | (keep_output ? PROTO_OPT_KEEP_OUTPUT : 0u);
	launch_run(a, out, 1, NULL);
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

static void
reproduce(const struct launch_program *program, const struct explore_options *options,
	struct explore_report *report, struct explore_failure *f)
{
	struct proto_config config = explore_config(options);
	if (f->raw.choices_cut) {
		f->why_not = "its schedule was too long to be kept";
		return;
	}
	confirm_replay(report->arena, program, &config, f, false, &f->trace);
	const struct proto_failure *raw = confirm_check(report->arena, &f->trace, f, &f->why_not);
	if (!raw) {
		launch_finish(&f->trace);
		return;
	}
	f->reproduced = true;
	f->raw.steps = raw->steps;
	f->raw.preemptions = raw->preemptions;
	f->raw.switches = raw->switches;
	f->raw.threads = raw->threads;
	memcpy(f->raw.sides, raw->sides, sizeof f->raw.sides);
	memcpy(f->raw.waits, raw->waits, sizeof f->raw.waits);
	f->raw.wait_count = raw->wait_count;
	memcpy(f->raw.message, raw->message, sizeof f->raw.message);
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
	if (report->failure_count == 0 || report->interrupted) {
		return;
	}
	shorten(program, options, report);
	show_accesses(program, options, report);
	for (size_t i = 0; i < report->failure_count; i++) {
		struct explore_failure *f = &report->failures[i];
		if (i >= CONFIRM_MOST) {
			f->why_not = "too many other failures";
			continue;
		}
		reproduce(program, options, report, f);
		f->fewest =
			f->reproduced && (f->raw.preemptions == 0 ||
						 report->bound_done >= (int)f->raw.preemptions - 1);
		report->reproduced += f->reproduced;
	}
	qsort(report->failures, report->failure_count, sizeof *report->failures, by_worth);
	symbolise(report);
}
