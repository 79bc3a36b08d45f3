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
	json_object(j);
	json_key(j, "ph");
	json_string(j, "M");
	json_key(j, "name");
	json_string(j, "thread_name");
	json_key(j, "pid");
	json_int(j, 1);
	json_key(j, "tid");
	json_int(j, thread);
	json_key(j, "args");
	json_object(j);
	json_key(j, "name");
	json_string(j, name);
	json_end(j);
	json_end(j);
}

static void
add_step(struct json *j, struct arena *a, const struct symbols *s, const struct proto *p,
	const struct proto_event *e, struct source_lines *source)
{
	struct stack stack = symbols_stack(s, e->stack);
	const struct frame *site = source_lines_site(&stack);
	json_object(j);
	json_key(j, "ph");
	json_string(j, "X");
	json_key(j, "name");
	json_string(j, step_words(a, s, p, e));
	json_key(j, "cat");
	json_string(j, p->op_names[e->op]);
	json_key(j, "pid");
	json_int(j, 1);
	json_key(j, "tid");
	json_int(j, e->thread);
	json_key(j, "ts");
	json_int(j, e->step);
	json_key(j, "dur");
	json_int(j, 1);
	json_key(j, "args");
	json_object(j);
	json_key(j, "step");
	json_int(j, e->step);
	json_key(j, "place");
	json_string(j, site ? source_lines_place(source, site) : NULL);
	json_key(j, "source");
	json_string(j, site ? source_lines_get(source, site) : NULL);
	json_key(j, "locks");
	json_string(j, step_locks(a, s, p, e));
	json_key(j, "preempts");
	json_bool(j, e->flags & PROTO_EV_PREEMPT);
	json_end(j);
	json_end(j);
}

void
trace_chrome_add(struct buf *out, const struct symbols *s, const struct explore_failure *f,
	struct source_lines *source)
{
	const struct proto *p = f->trace.proto;
	struct arena a = {0};
	struct json j;
	json_init(&j, out);
	json_object(&j);
	json_key(&j, "displayTimeUnit");
	json_string(&j, "ns");
	json_key(&j, "traceEvents");
	json_array(&j);
	for (uint32_t i = 0; p && i < p->result.thread_count; i++) {
		add_thread(&j, step_thread(&a, s, p, (int)i), (int)i);
	}
	for (uint32_t i = 0; p && i < p->result.event_count; i++) {
		add_step(&j, &a, s, p, &p->events[i], source);
	}
	json_end(&j);
	json_end(&j);
	arena_free(&a);
}
