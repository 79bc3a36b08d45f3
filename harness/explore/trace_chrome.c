// SPDX-License-Identifier: MIT
#include "trace_chrome.h"

#include "arena.h"
#include "buf.h"
#include "json.h"
#include "source_lines.h"
#include "step_words.h"

static void
add_thread(struct json *j, const char *name, int thread)
{
	jsonw_object(j);
	jsonw_key(j, "ph");
	jsonw_string(j, "M");
	jsonw_key(j, "name");
	jsonw_string(j, "thread_name");
	jsonw_key(j, "pid");
	jsonw_int(j, 1);
	jsonw_key(j, "tid");
	jsonw_int(j, thread);
	jsonw_key(j, "args");
	jsonw_object(j);
	jsonw_key(j, "name");
	jsonw_string(j, name);
	jsonw_end(j);
	jsonw_end(j);
}

static void
add_step(struct json *j, struct arena *a, const struct symbols *s, const struct proto *p,
	const struct proto_event *e, struct source_lines *source)
{
	struct stack stack = symbols_stack(s, e->stack);
	const struct frame *site = source_lines_site(&stack);
	jsonw_object(j);
	jsonw_key(j, "ph");
	jsonw_string(j, "X");
	jsonw_key(j, "name");
	jsonw_string(j, step_words(a, s, p, e));
	jsonw_key(j, "cat");
	jsonw_string(j, p->op_names[e->op]);
	jsonw_key(j, "pid");
	jsonw_int(j, 1);
	jsonw_key(j, "tid");
	jsonw_int(j, e->thread);
	jsonw_key(j, "ts");
	jsonw_int(j, e->step);
	jsonw_key(j, "dur");
	jsonw_int(j, 1);
	jsonw_key(j, "args");
	jsonw_object(j);
	jsonw_key(j, "step");
	jsonw_int(j, e->step);
	jsonw_key(j, "place");
	jsonw_string(j, site ? source_lines_place(source, site) : NULL);
	jsonw_key(j, "source");
	jsonw_string(j, site ? source_lines_get(source, site) : NULL);
	jsonw_key(j, "locks");
	jsonw_string(j, step_locks(a, s, p, e));
	jsonw_key(j, "preempts");
	jsonw_bool(j, e->flags & PROTO_EV_PREEMPT);
	jsonw_end(j);
	jsonw_end(j);
}

void
trace_chrome_add(struct buf *out, const struct symbols *s, const struct explore_failure *f,
	struct source_lines *source)
{
	const struct proto *p = f->trace.proto;
	struct arena a = {0};
	struct json j;
	jsonw_init(&j, out);
	jsonw_object(&j);
	jsonw_key(&j, "displayTimeUnit");
	jsonw_string(&j, "ns");
	jsonw_key(&j, "traceEvents");
	jsonw_array(&j);
	for (uint32_t i = 0; p && i < p->result.thread_count; i++) {
		add_thread(&j, step_thread(&a, s, p, (int)i), (int)i);
	}
	for (uint32_t i = 0; p && i < p->result.event_count; i++) {
		add_step(&j, &a, s, p, &p->events[i], source);
	}
	jsonw_end(&j);
	jsonw_end(&j);
	arena_free(&a);
}
