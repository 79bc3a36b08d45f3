// SPDX-License-Identifier: MIT
#include "explore_json_trace.h"

#include "explorer.h"
#include "json.h"
#include "objects.h"
#include "source_lines.h"
#include "step_words.h"

static void
add_string(struct json *j, const char *key, const char *value)
{
	jsonw_key(j, key);
	jsonw_string(j, value);
}

static void
add_int(struct json *j, const char *key, int64_t value)
{
	jsonw_key(j, key);
	jsonw_int(j, value);
}

static void
add_bool(struct json *j, const char *key, bool value)
{
	jsonw_key(j, key);
	jsonw_bool(j, value);
}

/* Where in the program's own source, "a.c:12"; null where it isn't there. */
static void
add_place(struct json *j, const struct explore_report *r, const uint64_t *addresses,
	struct source_lines *source)
{
	struct stack stack = symbols_stack(&r->symbols, addresses);
	const struct frame *site = source_lines_site(&stack);
	add_string(j, "place", site ? source_lines_place(source, site) : NULL);
}

static void
add_steps(struct json *j, const struct explore_report *r, const struct proto *p,
	struct source_lines *source)
{
	jsonw_key(j, "steps");
	jsonw_array(j);
	for (uint32_t i = 0; p && i < p->result.event_count; i++) {
		const struct proto_event *e = &p->events[i];
		jsonw_object(j);
		add_int(j, "step", e->step);
		add_int(j, "thread", e->thread);
		add_string(j, "words", step_words(r->arena, &r->symbols, p, e));
		add_place(j, r, e->stack, source);
		add_string(j, "op", p->op_names[e->op]);
		add_string(j, "object", objects_name(r->arena, &r->symbols, p, e->address));
		add_string(j, "locks", step_locks(r->arena, &r->symbols, p, e));
		add_bool(j, "preempts", e->flags & PROTO_EV_PREEMPT);
		add_bool(j, "blocked", e->flags & PROTO_EV_BLOCKED);
		jsonw_end(j);
	}
	jsonw_end(j);
}

static void
add_lanes(struct json *j, const struct explore_report *r, const struct proto *p)
{
	jsonw_key(j, "lanes");
	jsonw_array(j);
	for (uint32_t i = 0; p && i < p->result.thread_count; i++) {
		jsonw_string(j, step_thread(r->arena, &r->symbols, p, (int)i));
	}
	jsonw_end(j);
}

static void
add_waits(struct json *j, const struct explore_report *r, const struct explore_failure *f,
	struct source_lines *source)
{
	const struct proto *p = f->trace.proto;
	jsonw_key(j, "waits");
	jsonw_array(j);
	for (uint32_t i = 0; p && i < f->raw.wait_count; i++) {
		const struct proto_wait *w = &f->raw.waits[i];
		jsonw_object(j);
		add_int(j, "thread", w->thread);
		add_string(j, "op", p->op_names[w->op]);
		add_string(j, "object", objects_name(r->arena, &r->symbols, p, w->address));
		if (w->holder >= 0) {
			add_int(j, "holder", w->holder);
		} else {
			add_string(j, "holder", NULL);
		}
		add_bool(j, "cycle", w->in_cycle > 0);
		add_place(j, r, w->stack, source);
		jsonw_end(j);
	}
	jsonw_end(j);
}

static void
add_side_steps(struct json *j, const struct explore_failure *f)
{
	jsonw_key(j, "side_steps");
	jsonw_array(j);
	for (int i = 0; i < 2; i++) {
		if (f->raw.sides[i].thread >= 0 && f->raw.sides[i].step) {
			jsonw_int(j, f->raw.sides[i].step);
		}
	}
	jsonw_end(j);
}

void
explore_json_trace(struct json *j, const struct explore_report *r, const struct explore_failure *f,
	struct source_lines *source)
{
	add_lanes(j, r, f->trace.proto);
	add_steps(j, r, f->trace.proto, source);
	add_waits(j, r, f, source);
	add_side_steps(j, f);
}
