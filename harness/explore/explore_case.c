// SPDX-License-Identifier: MIT
#include "explore_case.h"

#include <string.h>

#include "arena.h"
#include "case.h"

void
explore_case_options(const struct program *program, struct explore_options *options)
{
	options->allowed = program->outputs;
	options->allowed_count = program->output_count;
	options->races = options->leaks = true;
	options->weak |= program->explore.weak;
	options->spurious |= program->explore.spurious;
	options->timeouts |= program->explore.timeouts;
	if (options->strategy == PROTO_BOUND && options->preemptions >= 0 &&
		options->preemptions < program->explore.preempt) {
		options->preemptions = program->explore.preempt;
	}
}

static bool
is_text(const struct explore_output *o, const char *text)
{
	size_t n = strlen(o->text);
	n -= n > 0 && o->text[n - 1] == '\n';
	return strlen(text) == n && strncmp(text, o->text, n) == 0;
}

static struct explore_case_outcome *
add(struct explore_case_outcome *list, size_t *count, const char *text, bool right)
{
	list[*count] = (struct explore_case_outcome){.text = text, .listed = true, .right = right};
	return &list[(*count)++];
}

struct explore_case_outcome *
explore_case_outcomes(
	const struct explore_report *report, const struct program *program, size_t *count)
{
	size_t most = program->output_count + program->outcome_count + report->output_count;
	struct explore_case_outcome *list = arena_alloc(report->arena, most + 1, sizeof *list);
	*count = 0;
	for (size_t i = 0; i < program->output_count; i++) {
		add(list, count, program->outputs[i], true);
	}
	for (size_t i = 0; i < program->outcome_count; i++) {
		add(list, count, program->outcomes[i], false);
	}
	for (size_t i = 0; i < report->output_count; i++) {
		const struct explore_output *o = &report->outputs[i];
		bool known = false;
		for (size_t k = 0; k < *count && !known; k++) {
			known = is_text(o, list[k].text);
			list[k].count += known ? o->count : 0;
		}
		/* A schedule that only says "wrong: …" has printed no other result. */
		if (!known && o->text[0]) {
			struct explore_case_outcome *other = add(list, count, o->text, false);
			other->listed = false;
			other->count = o->count;
		}
	}
	return list;
}

struct findings
explore_case_findings(const struct explore_report *report, const char *file)
{
	struct findings out = {0};
	for (size_t i = 0; i < report->failure_count; i++) {
		const struct explore_failure *f = &report->failures[i];
		if (f->reproduced && !kind_is_outcome(f->kind)) {
			struct finding *finding = ARENA_PUSH(report->arena, out.items, out.count);
			*finding = f->finding;
			finding_locate(finding, file);
		}
	}
	return out;
}

const struct explore_failure **
explore_case_endings(const struct explore_report *report)
{
	const struct explore_failure **list =
		arena_alloc(report->arena, report->failure_count + 1, sizeof *list);
	size_t n = 0;
	for (size_t i = 0; i < report->failure_count; i++) {
		const struct explore_failure *f = &report->failures[i];
		bool known = false;
		for (size_t k = 0; k < n; k++) {
			known |= list[k]->kind == f->kind;
		}
		if (f->reproduced && kind_is_outcome(f->kind) && !known) {
			list[n++] = f;
		}
	}
	return list;
}
