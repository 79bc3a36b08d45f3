// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <string.h>

#include "explore_case.h"
#include "explore_json_trace.h"
#include "explore_print.h"
#include "explorer.h"
#include "json.h"
#include "source_lines.h"

static void
add_int(struct json *j, const char *key, int64_t value)
{
	jsonw_key(j, key);
	jsonw_int(j, value);
}

static void
add_string(struct json *j, const char *key, const char *value)
{
	jsonw_key(j, key);
	jsonw_string(j, value);
}

static void
add_stack(struct json *j, const struct stack *stack, struct source_lines *source)
{
	jsonw_key(j, "stack");
	jsonw_array(j);
	for (size_t i = 0; i < stack->count; i++) {
		const struct frame *f = &stack->frames[i];
		jsonw_object(j);
		add_string(j, "function", f->function);
		add_string(j, "file", f->file);
		add_int(j, "line", f->line);
		add_int(j, "column", f->column);
		add_string(j, "place", source_lines_place(source, f));
		add_string(j, "source", source_lines_get(source, f));
		jsonw_end(j);
	}
	jsonw_end(j);
}

static void
add_births(struct json *j, const char *key, const struct birth *births, size_t count,
	struct source_lines *source)
{
	jsonw_key(j, key);
	jsonw_array(j);
	for (size_t i = 0; i < count; i++) {
		jsonw_object(j);
		add_string(j, "name", births[i].name);
		add_string(j, "words", births[i].words);
		add_stack(j, &births[i].stack, source);
		jsonw_end(j);
	}
	jsonw_end(j);
}

static void
add_sides(struct json *j, const struct finding *f, struct source_lines *source)
{
	jsonw_key(j, "sides");
	jsonw_array(j);
	for (size_t i = 0; i < f->access_count; i++) {
		const struct access *a = &f->accesses[i];
		jsonw_object(j);
		add_string(j, "thread", a->thread);
		add_string(j, "operation", a->words);
		add_string(j, "op", a->op == OP_NONE ? NULL : access_op_name(a->op));
		add_int(j, "size", (int64_t)a->size);
		add_string(j, "locks", a->locks);
		add_stack(j, &a->stack, source);
		jsonw_end(j);
	}
	jsonw_end(j);
	add_births(j, "taken", f->locks, f->lock_count, source);
	add_births(j, "threads", f->threads, f->thread_count, source);
}

static void
add_failure(
	struct json *j, const struct explore_report *r, size_t i, const struct explore_print *how)
{
	const struct explore_failure *f = &r->failures[i];
	jsonw_object(j);
	add_string(j, "kind", kind_name(f->kind));
	add_string(j, "words", f->finding.words);
	add_string(j, "message", f->raw.message);
	add_int(j, "count", (int64_t)f->count);
	add_int(j, "schedule", (int64_t)f->schedule);
	add_string(j, "strategy", explore_strategy_name(f->strategy));
	add_int(j, "preemptions", f->raw.preemptions);
	jsonw_key(j, "fewest");
	jsonw_bool(j, f->fewest);
	add_int(j, "switches", f->raw.switches);
	add_string(j, "file", how->files ? how->files[i] : NULL);
	add_string(j, "object", f->finding.location.words);
	add_sides(j, &f->finding, how->source);
	explore_json_trace(j, r, f, how->source);
	jsonw_end(j);
}

/* In hexadecimal: as a number it would be rounded. */
static void
add_hash(struct json *j, const char *key, uint64_t hash)
{
	char text[17];
	snprintf(text, sizeof text, "%016llx", (unsigned long long)hash);
	add_string(j, key, text);
}

static void
add_outcomes(struct json *j, const struct explore_report *r)
{
	jsonw_key(j, "outcomes");
	jsonw_array(j);
	for (size_t i = 0; i < r->output_count; i++) {
		const struct explore_output *o = &r->outputs[i];
		jsonw_object(j);
		add_string(j, "stdout", o->text);
		add_int(j, "bytes", o->length);
		add_hash(j, "hash", o->bytes_hash);
		add_string(j, "wrong", o->wrong[0] ? o->wrong : NULL);
		add_int(j, "exit", o->exit_code);
		add_string(j, "kind",
			o->ending == PROTO_OK ? "right" : kind_name(explore_kind(o->ending)));
		add_int(j, "schedules", (int64_t)o->count);
		jsonw_end(j);
	}
	for (int c = PROTO_ASSERTION; c < PROTO_FAILING_END; c++) {
		if (r->counts[c]) {
			jsonw_object(j);
			add_string(j, "kind", kind_name(explore_kind((enum proto_class)c)));
			add_int(j, "schedules", (int64_t)r->counts[c]);
			jsonw_end(j);
		}
	}
	jsonw_end(j);
}

static void
add_listed(struct json *j, const struct explore_report *r, const struct program *program)
{
	size_t count;
	struct explore_case_outcome *list = explore_case_outcomes(r, program, &count);
	jsonw_key(j, "listed");
	jsonw_array(j);
	for (size_t i = 0; i < count; i++) {
		jsonw_object(j);
		add_string(j, "text", list[i].text);
		jsonw_key(j, "listed");
		jsonw_bool(j, list[i].listed);
		jsonw_key(j, "right");
		jsonw_bool(j, list[i].right);
		add_int(j, "schedules", (int64_t)list[i].count);
		jsonw_end(j);
	}
	jsonw_end(j);
}

static void
add_strings(struct json *j, const char *key, const char **list, size_t count)
{
	jsonw_key(j, key);
	jsonw_array(j);
	for (size_t i = 0; i < count; i++) {
		jsonw_string(j, list[i]);
	}
	jsonw_end(j);
}

void
explore_print_json(struct buf *out, const struct explore_report *r, const struct explore_print *how)
{
	static const char *const verdicts[] = {"fail", "pass", "unknown", "unknown"};
	struct json j;
	jsonw_init(&j, out);
	jsonw_object(&j);
	add_string(&j, "program", how->name);
	add_string(&j, "verdict", verdicts[r->verdict]);
	jsonw_key(&j, "sampled");
	jsonw_bool(&j, r->verdict == EXPLORE_SAMPLED);
	add_string(&j, "sentence", r->sentence);
	add_strings(&j, "reasons", r->reasons, r->reason_count);
	add_strings(&j, "degraded", r->degraded, r->degraded_count);
	add_strings(&j, "not_instrumented", r->unseen, r->unseen_count);
	add_int(&j, "schedules", (int64_t)r->schedules);
	jsonw_key(&j, "schedules_per_second");
	jsonw_real(&j, r->schedules_per_second, 0);
	jsonw_key(&j, "seconds");
	jsonw_real(&j, (double)r->elapsed_ns / 1e9, 3);
	jsonw_key(&j, "cpu_seconds");
	jsonw_real(&j, (double)r->cpu_ns / 1e9, 6);
	jsonw_key(&j, "complete_cpu_seconds");
	jsonw_real(&j, (double)r->complete_cpu_ns / 1e9, 6);
	jsonw_key(&j, "shorten_seconds");
	jsonw_real(&j, (double)r->shorten_ns / 1e9, 6);
	add_int(&j, "steps", (int64_t)r->steps);
	add_int(&j, "longest", (int64_t)r->longest);
	add_int(&j, "choices", (int64_t)r->choices);
	add_int(&j, "switches", (int64_t)r->switches);
	add_int(&j, "preemptions", (int64_t)r->preemptions);
	add_int(&j, "accesses", (int64_t)r->accesses);
	add_int(&j, "threads", r->max_threads);
	add_int(&j, "seed", (int64_t)r->seed);
	add_string(&j, "backend", r->backend);
	jsonw_key(&j, "preloaded");
	jsonw_bool(&j, r->preloaded);
	jsonw_key(&j, "exhausted");
	jsonw_bool(&j, r->exhausted);
	add_int(&j, "bound", r->bound);
	add_int(&j, "bound_done", r->bound_done);
	add_outcomes(&j, r);
	if (how->program) {
		add_listed(&j, r, how->program);
	}
	jsonw_key(&j, "failure");
	if (r->reproduced) {
		add_failure(&j, r, 0, how);
	} else {
		jsonw_null(&j);
	}
	jsonw_key(&j, "more_failures");
	jsonw_array(&j);
	for (size_t i = 1; i < r->reproduced; i++) {
		add_failure(&j, r, i, how);
	}
	jsonw_end(&j);
	jsonw_end(&j);
}
