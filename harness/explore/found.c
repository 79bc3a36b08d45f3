// SPDX-License-Identifier: MIT
#include "found.h"

#include <string.h>

#include "arena.h"
#include "unseen.h"

bool found_is_failure(enum proto_class class)
{
	return (class > PROTO_OK && class < PROTO_FAILING_END) || class >= PROTO_ENDINGS;
}

void
found_reason(struct explore_report *report, const char *text)
{
	for (size_t i = 0; i < report->reason_count; i++) {
		if (strcmp(report->reasons[i], text) == 0) {
			return;
		}
	}
	*ARENA_PUSH(report->arena, report->reasons, report->reason_count) = text;
}

const struct proto_failure *
found_find(const struct proto *p, enum proto_class class, uint64_t key)
{
	for (uint32_t i = 0; i < p->result.failure_count; i++) {
		const struct proto_failure *f = &p->failures[i];
		if (f->class == class && f->key == key) {
			return f;
		}
	}
	return NULL;
}

void
found_schedule(struct arena *a, struct explore_failure *f, const struct proto *p,
	const struct proto_failure *raw)
{
	f->raw = *raw;
	f->choice_count = raw->choice_count;
	f->choices = arena_memdup(
		a, &p->choices[raw->choice_first], raw->choice_count * sizeof *p->choices);
	f->shared_count = raw->shared_count;
	f->shared = raw->shared_count <= PROTO_SHARED
			    ? arena_memdup(a, p->shared, raw->shared_count * sizeof *p->shared)
			    : NULL;
}

static bool
is_output(const struct explore_output *have, const struct proto_output *o)
{
	return have->hash == o->hash && have->exit_code == o->exit_code &&
	       have->ending == o->ending && strcmp(have->wrong, o->wrong) == 0;
}

static bool
has_output(const struct proto *p, const struct explore_output *o)
{
	for (uint32_t i = 0; i < p->result.output_count; i++) {
		if (is_output(o, &p->outputs[i])) {
			return true;
		}
	}
	return false;
}

bool
found_covers(const struct explore_report *report, const struct proto *p)
{
	bool all = true;
	for (size_t i = 0; i < report->output_count && !p->result.outputs_lost; i++) {
		all &= has_output(p, &report->outputs[i]);
	}
	for (size_t i = 0; i < report->failure_count && !p->result.failures_lost; i++) {
		const struct explore_failure *f = &report->failures[i];
		all &= found_find(p, f->class, f->raw.key) != NULL;
	}
	return all;
}

static void
add_output(struct explore_report *report, const struct proto_output *o)
{
	for (size_t i = 0; i < report->output_count; i++) {
		if (is_output(&report->outputs[i], o)) {
			report->outputs[i].count += o->count;
			return;
		}
	}
	*ARENA_PUSH(report->arena, report->outputs, report->output_count) = (struct explore_output){
		.text = arena_strndup(report->arena, o->text, strnlen(o->text, PROTO_TEXT)),
		.wrong = arena_strdup(report->arena, o->wrong),
		.exit_code = o->exit_code,
		.ending = o->ending,
		.hash = o->hash,
		.bytes_hash = o->bytes_hash,
		.length = o->length,
		.count = o->count,
	};
}

static void
add_failure(struct explore_report *report, const struct proto *p, const struct proto_failure *raw)
{
	for (size_t i = 0; i < report->failure_count; i++) {
		struct explore_failure *f = &report->failures[i];
		if (f->class == raw->class && f->raw.key == raw->key) {
			f->count += raw->count;
			if (raw->preemptions < f->raw.preemptions && !raw->choices_cut) {
				found_schedule(report->arena, f, p, raw);
			}
			return;
		}
	}
	struct explore_failure *f =
		ARENA_PUSH(report->arena, report->failures, report->failure_count);
	f->class = raw->class;
	f->kind = explore_kind(raw->class);
	f->count = raw->count;
	f->schedule = raw->schedule;
	f->strategy = raw->strategy;
	found_schedule(report->arena, f, p, raw);
}

static void
add_names(struct explore_report *report, const struct proto *p)
{
	const struct proto_result *r = &p->result;
	struct arena *a = report->arena;
	for (uint32_t i = 0; i < r->unmodelled_count; i++) {
		found_reason(report, arena_printf(a, "not modelled: %s", r->unmodelled[i]));
	}
	for (uint32_t i = 0; i < r->degraded_count; i++) {
		bool known = false;
		for (size_t k = 0; k < report->degraded_count; k++) {
			known |= strcmp(report->degraded[k], r->degraded[i]) == 0;
		}
		if (!known) {
			*ARENA_PUSH(a, report->degraded, report->degraded_count) =
				arena_strdup(a, r->degraded[i]);
		}
	}
	for (uint32_t i = 0; i < r->failure_count; i++) {
		const struct proto_failure *f = &p->failures[i];
		if (f->class == PROTO_LIMIT || f->class == PROTO_DIVERGED) {
			found_reason(report,
				arena_printf(a, "%s%s%s",
					f->class == PROTO_LIMIT ? "a limit" : "a schedule diverged",
					f->message[0] ? ": " : "", f->message));
		}
	}
}

void
found_add(struct explore_report *report, const struct launch *run)
{
	const struct proto *p = run->proto;
	if (run->end != LAUNCH_DONE && run->says[0]) {
		found_reason(report, run->says);
	}
	report->interrupted |= run->end == LAUNCH_INTERRUPTED;
	report->broken |= run->end != LAUNCH_DONE && run->end != LAUNCH_INTERRUPTED;
	if (!p) {
		return;
	}
	if (!report->schedules) {
		unseen_add(report, p);
	}
	const struct proto_progress *n = &p->progress;
	report->schedules += n->schedules;
	report->steps += n->steps;
	report->choices += n->choices;
	report->switches += n->switches;
	report->preemptions += n->preemptions;
	report->accesses += n->accesses;
	report->cpu_ns += (int64_t)n->cpu;
	report->pruned += p->result.counts[PROTO_PRUNED];
	report->longest = n->longest > report->longest ? n->longest : report->longest;
	report->max_threads =
		n->max_threads > report->max_threads ? n->max_threads : report->max_threads;
	for (int i = 0; i < PROTO_CLASSES; i++) {
		report->counts[i] += p->result.counts[i];
	}
	if (p->result.bound_done > report->bound_done) {
		report->bound_done = p->result.bound_done;
	}
	if (p->result.shared_count > report->shared_count) {
		report->shared_count = p->result.shared_count;
		report->shared = arena_memdup(
			report->arena, p->shared, report->shared_count * sizeof *p->shared);
	}
	report->preloaded |=
		p->result.attached & PROTO_PRELOADED || !(p->result.attached & PROTO_INSTRUMENTED);
	report->backend = explore_backend_name(p->result.backend);
	for (uint32_t i = 0; i < p->result.output_count; i++) {
		add_output(report, &p->outputs[i]);
	}
	for (uint32_t i = 0; i < p->result.failure_count; i++) {
		if (found_is_failure(p->failures[i].class)) {
			add_failure(report, p, &p->failures[i]);
		}
	}
	add_names(report, p);
}
