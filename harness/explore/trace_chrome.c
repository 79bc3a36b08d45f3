// SPDX-License-Identifier: MIT
#include "trace_chrome.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "json.h"
#include "source_lines.h"
#include "step_words.h"
#include "vec.h"

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

/* Where a thread last let go of an object. */
struct giver {
	uint64_t object;
	const struct proto_event *event;
};

struct flows {
	struct json *json;
	const struct proto *proto;
	VEC(struct giver) givers;
	int count;
};

static bool
is_one_of(const char *name, const char *const *names)
{
	for (; *names; names++) {
		if (strncmp(name, *names, strlen(*names)) == 0) {
			return true;
		}
	}
	return false;
}

/* The object that the step gives up; 0: none. */
static uint64_t
given(const struct proto *p, const struct proto_event *e)
{
	static const char *const givers[] = {"unlock", "rwlock unlock", "sem_post", "exit", NULL};
	const char *name = p->op_names[e->op];
	return strcmp(name, "cond_wait") == 0 ? e->address2
	       : is_one_of(name, givers)      ? e->address
					      : 0;
}

/* The object that the step takes; 0: none. */
static uint64_t
taken(const struct proto *p, const struct proto_event *e)
{
	static const char *const takers[] = {"lock", "wrlock", "rdlock", "trylock", "trywrlock",
		"tryrdlock", "sem_wait", "sem_trywait", "join", "cond_wait (taking", NULL};
	return !e->result && is_one_of(p->op_names[e->op], takers) ? e->address : 0;
}

/* One end of an arrow: in the middle of its step, so that it binds to that slice and no other. */
static void
add_end(struct flows *f, const char *phase, const struct proto_event *e)
{
	struct json *j = f->json;
	jsonw_object(j);
	jsonw_key(j, "ph");
	jsonw_string(j, phase);
	jsonw_key(j, "name");
	jsonw_string(j, "lets go on");
	jsonw_key(j, "cat");
	jsonw_string(j, "order");
	jsonw_key(j, "id");
	jsonw_int(j, f->count);
	jsonw_key(j, "pid");
	jsonw_int(j, 1);
	jsonw_key(j, "tid");
	jsonw_int(j, e->thread);
	jsonw_key(j, "ts");
	jsonw_real(j, e->step + 0.5, 1);
	if (phase[0] == 'f') {
		jsonw_key(j, "bp");
		jsonw_string(j, "e");
	}
	jsonw_end(j);
}

static void
add_flow(struct flows *f, const struct proto_event *from, const struct proto_event *to)
{
	if (from->thread != to->thread) {
		f->count++;
		add_end(f, "s", from);
		add_end(f, "f", to);
	}
}

static struct giver *
giver_of(struct flows *f, uint64_t object)
{
	for (size_t i = 0; i < f->givers.len; i++) {
		if (f->givers.items[i].object == object) {
			return &f->givers.items[i];
		}
	}
	return NULL;
}

static void
add_hand_overs(struct flows *f)
{
	const struct proto *p = f->proto;
	for (uint32_t i = 0; i < p->result.event_count; i++) {
		const struct proto_event *e = &p->events[i];
		uint64_t takes = taken(p, e), gives = given(p, e);
		const struct giver *from = takes ? giver_of(f, takes) : NULL;
		if (from) {
			add_flow(f, from->event, e);
		}
		if (gives) {
			struct giver *g = giver_of(f, gives);
			g = g ? g : VEC_PUSH(&f->givers);
			*g = (struct giver){gives, e};
		}
	}
}

/* From the step that created the thread to its own first one. */
static void
add_creations(struct flows *f)
{
	const struct proto *p = f->proto;
	for (uint32_t t = 1; t < p->result.thread_count; t++) {
		const struct proto_event *created = NULL, *first = NULL;
		for (uint32_t i = 0; i < p->result.event_count && !first; i++) {
			const struct proto_event *e = &p->events[i];
			created = e->step == p->threads[t].created ? e : created;
			first = e->thread == t ? e : NULL;
		}
		if (created && first) {
			add_flow(f, created, first);
		}
	}
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
	struct flows flows = {.json = &j, .proto = p};
	if (p) {
		add_creations(&flows);
		add_hand_overs(&flows);
	}
	VEC_FREE(&flows.givers);
	jsonw_end(&j);
	jsonw_end(&j);
	arena_free(&a);
}
