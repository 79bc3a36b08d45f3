// SPDX-License-Identifier: MIT
#include <string.h>

#include "explore_case.h"
#include "explore_print.h"
#include "explorer.h"
#include "json.h"
#include "source_lines.h"
#include "step_words.h"

static void
add_int(struct json *j, const char *key, int64_t value)
{
	json_key(j, key);
	json_int(j, value);
}

static void
add_string(struct json *j, const char *key, const char *value)
{
	json_key(j, key);
	json_string(j, value);
}

static void
add_stack(struct json *j, const struct stack *stack, struct source_lines *source)
{
	json_key(j, "stack");
	json_array(j);
	for (size_t i = 0; i < stack->count; i++) {
		const struct frame *f = &stack->frames[i];
		json_object(j);
		add_string(j, "function", f->function);
		add_string(j, "file", f->file);
		add_int(j, "line", f->line);
		add_int(j, "column", f->column);
		add_string(j, "place", source_lines_place(source, f));
		add_string(j, "source", source_lines_get(source, f));
		json_end(j);
	}
	json_end(j);
}

static void
add_births(struct json *j, const char *key, const struct birth *births, size_t count,
	struct source_lines *source)
{
	json_key(j, key);
	json_array(j);
	for (size_t i = 0; i < count; i++) {
		json_object(j);
		add_string(j, "name", births[i].name);
		add_string(j, "words", births[i].words);
		add_stack(j, &births[i].stack, source);
		json_end(j);
	}
	json_end(j);
}

static void
add_sides(struct json *j, const struct finding *f, struct source_lines *source)
{
	json_key(j, "sides");
	json_array(j);
	for (size_t i = 0; i < f->access_count; i++) {
		const struct access *a = &f->accesses[i];
		json_object(j);
		add_string(j, "thread", a->thread);
		add_string(j, "operation", a->words);
		add_string(j, "op", a->op == OP_NONE ? NULL : access_op_name(a->op));
		add_int(j, "size", (int64_t)a->size);
		add_string(j, "locks", a->locks);
		add_stack(j, &a->stack, source);
		json_end(j);
	}
	json_end(j);
	add_births(j, "taken", f->locks, f->lock_count, source);
	add_births(j, "threads", f->threads, f->thread_count, source);
}

static void
add_steps(struct json *j, const struct explore_report *r, const struct explore_failure *f,
	struct source_lines *source)
{
	const struct proto *p = f->trace.proto;
	json_key(j, "steps");
	json_array(j);
	for (uint32_t i = 0; p && i < p->result.event_count; i++) {
		const struct proto_event *e = &p->events[i];
		struct stack stack = symbols_stack(&r->symbols, e->stack);
		const struct frame *site = source_lines_site(&stack);
		json_object(j);
		add_int(j, "step", e->step);
		add_int(j, "thread", e->thread);
		add_string(j, "words", step_words(r->arena, &r->symbols, p, e));
		add_string(j, "place", site ? source_lines_place(source, site) : NULL);
		json_key(j, "preempts");
		json_bool(j, e->flags & PROTO_EV_PREEMPT);
		json_end(j);
	}
	json_end(j);
}

static void
add_failure(
	struct json *j, const struct explore_report *r, size_t i, const struct explore_print *how)
{
	const struct explore_failure *f = &r->failures[i];
	json_object(j);
	add_string(j, "kind", kind_name(f->kind));
	add_string(j, "words", f->finding.words);
	add_string(j, "message", f->raw.message);
	add_int(j, "count", (int64_t)f->count);
	add_int(j, "schedule", (int64_t)f->schedule);
	add_string(j, "strategy", explore_strategy_name(f->strategy));
	add_int(j, "preemptions", f->raw.preemptions);
	json_key(j, "fewest");
	json_bool(j, f->fewest);
	add_int(j, "switches", f->raw.switches);
	add_string(j, "file", how->files ? how->files[i] : NULL);
	add_string(j, "object", f->finding.location.words);
	add_sides(j, &f->finding, how->source);
	add_steps(j, r, f, how->source);
	json_end(j);
}

static void
add_outcomes(struct json *j, const struct explore_report *r)
{
	json_key(j, "outcomes");
	json_array(j);
	for (size_t i = 0; i < r->output_count; i++) {
		const struct explore_output *o = &r->outputs[i];
		json_object(j);
		add_string(j, "stdout", o->text);
		add_string(j, "wrong", o->wrong[0] ? o->wrong : NULL);
		add_int(j, "exit", o->exit_code);
		add_string(j, "kind",
			o->ending == PROTO_OK ? "right" : kind_name(explore_kind(o->ending)));
		add_int(j, "schedules", (int64_t)o->count);
		json_end(j);
	}
	for (int c = PROTO_ASSERTION; c < PROTO_FAILING_END; c++) {
		if (r->counts[c]) {
			json_object(j);
			add_string(j, "kind", kind_name(explore_kind((enum proto_class)c)));
			add_int(j, "schedules", (int64_t)r->counts[c]);
			json_end(j);
		}
	}
	json_end(j);
}

static void
add_listed(struct json *j, const struct explore_report *r, const struct program *program)
{
	size_t count;
	struct explore_case_outcome *list = explore_case_outcomes(r, program, &count);
	json_key(j, "listed");
	json_array(j);
	for (size_t i = 0; i < count; i++) {
		json_object(j);
		add_string(j, "text", list[i].text);
		json_key(j, "listed");
		json_bool(j, list[i].listed);
		json_key(j, "right");
		json_bool(j, list[i].right);
		add_int(j, "schedules", (int64_t)list[i].count);
		json_end(j);
	}
	json_end(j);
}

static void
add_strings(struct json *j, const char *key, const char **list, size_t count)
{
	json_key(j, key);
	json_array(j);
	for (size_t i = 0; i < count; i++) {
		json_string(j, list[i]);
	}
	json_end(j);
}

void
explore_print_json(struct buf *out, const struct explore_report *r, const struct explore_print *how)
{
	static const char *const verdicts[] = {"fail", "pass", "unknown", "unknown"};
	struct json j;
	json_init(&j, out);
	json_object(&j);
	add_string(&j, "program", how->name);
	add_string(&j, "verdict", verdicts[r->verdict]);
	json_key(&j, "sampled");
	json_bool(&j, r->verdict == EXPLORE_SAMPLED);
	add_string(&j, "sentence", r->sentence);
	add_strings(&j, "reasons", r->reasons, r->reason_count);
	add_strings(&j, "degraded", r->degraded, r->degraded_count);
	add_int(&j, "schedules", (int64_t)r->schedules);
	json_key(&j, "schedules_per_second");
	json_real(&j, r->schedules_per_second, 0);
	json_key(&j, "seconds");
	json_real(&j, (double)r->elapsed_ns / 1e9, 3);
	json_key(&j, "cpu_seconds");
	json_real(&j, (double)r->cpu_ns / 1e9, 6);
	json_key(&j, "shorten_seconds");
	json_real(&j, (double)r->shorten_ns / 1e9, 6);
	add_int(&j, "steps", (int64_t)r->steps);
	add_int(&j, "longest", (int64_t)r->longest);
	add_int(&j, "choices", (int64_t)r->choices);
	add_int(&j, "switches", (int64_t)r->switches);
	add_int(&j, "preemptions", (int64_t)r->preemptions);
	add_int(&j, "accesses", (int64_t)r->accesses);
	add_int(&j, "threads", r->max_threads);
	add_int(&j, "seed", (int64_t)r->seed);
	add_string(&j, "backend", r->backend);
	json_key(&j, "preloaded");
	json_bool(&j, r->preloaded);
	json_key(&j, "exhausted");
	json_bool(&j, r->exhausted);
	add_int(&j, "bound", r->bound);
	add_int(&j, "bound_done", r->bound_done);
	add_outcomes(&j, r);
	if (how->program) {
		add_listed(&j, r, how->program);
	}
	json_key(&j, "failure");
	if (r->reproduced) {
		add_failure(&j, r, 0, how);
	} else {
		json_null(&j);
	}
	json_key(&j, "more_failures");
	json_array(&j);
	for (size_t i = 1; i < r->reproduced; i++) {
		add_failure(&j, r, i, how);
	}
	json_end(&j);
	json_end(&j);
}
