// SPDX-License-Identifier: MIT
#include "explain_failure.h"

#include <string.h>

#include "arena.h"
#include "buf.h"
#include "finding_build.h"
#include "objects.h"
#include "source_lines.h"
#include "step_words.h"
#include "text.h"

struct writer {
	struct buf *out;
	struct arena *arena;
	const struct symbols *symbols;
	const struct proto *proto;
	struct source_lines *source;
};

static void
add(struct writer *w, const char *text)
{
	text_terminal(w->out, text, strlen(text), true);
}

static void
add_stack(struct writer *w, const struct stack *stack)
{
	for (size_t i = 0; i < stack->count; i++) {
		const struct frame *f = &stack->frames[i];
		const char *text = i == 0 ? source_lines_get(w->source, f) : "";
		buf_adds(w->out, "      ");
		add(w, f->function ? f->function : "?");
		buf_adds(w->out, "  ");
		add(w, source_lines_place(w->source, f));
		if (*text) {
			buf_adds(w->out, "   ");
			add(w, text);
		}
		buf_addc(w->out, '\n');
	}
}

static const char *
thread(struct writer *w, int id)
{
	return step_thread(w->arena, w->symbols, w->proto, id);
}

static void
add_wait(struct writer *w, const struct proto_wait *wait)
{
	const char *op = w->proto->op_names[wait->op];
	const char *object = objects_name(w->arena, w->symbols, w->proto, wait->address);
	bool join = strcmp(op, "join") == 0;
	buf_adds(w->out, "  ");
	add(w, thread(w, wait->thread));
	if (join) {
		add(w, arena_printf(w->arena, " waits for %s to end\n",
			       wait->holder >= 0 ? thread(w, wait->holder) : object));
	} else {
		add(w, arena_printf(w->arena, " waits: %s %s", op, object));
		if (wait->holder >= 0) {
			add(w, arena_printf(w->arena, ", held by %s", thread(w, wait->holder)));
		}
		buf_addc(w->out, '\n');
	}
	struct stack at = symbols_stack(w->symbols, wait->stack);
	add_stack(w, &at);
	if (!join && wait->holder >= 0 && wait->taken[0]) {
		struct stack taken = symbols_stack(w->symbols, wait->taken);
		add(w, arena_printf(
			       w->arena, "    %s took %s at\n", thread(w, wait->holder), object));
		add_stack(w, &taken);
	}
}

/* The cycle in its order, then who waits for one of them. */
static void
add_waits(struct writer *w, const struct proto_failure *raw)
{
	for (uint32_t place = 1; place <= raw->wait_count; place++) {
		for (uint32_t i = 0; i < raw->wait_count; i++) {
			if (raw->waits[i].in_cycle == place) {
				add_wait(w, &raw->waits[i]);
			}
		}
	}
	for (uint32_t i = 0; i < raw->wait_count; i++) {
		if (!raw->waits[i].in_cycle) {
			add_wait(w, &raw->waits[i]);
		}
	}
}

static void
add_cycle(struct writer *w, const struct proto_failure *raw)
{
	const char *first = NULL;
	buf_adds(w->out, "  ");
	for (uint32_t place = 1; place <= raw->wait_count; place++) {
		for (uint32_t i = 0; i < raw->wait_count; i++) {
			const struct proto_wait *wait = &raw->waits[i];
			if (wait->in_cycle != place) {
				continue;
			}
			const char *who = thread(w, wait->thread);
			first = first ? first : who;
			add(w, arena_printf(w->arena, "%s --[%s]--> ", who,
				       objects_name(
					       w->arena, w->symbols, w->proto, wait->address)));
		}
	}
	add(w, first ? first : "?");
	buf_addc(w->out, '\n');
}

static void
add_side(struct writer *w, const struct proto_site *side)
{
	if (side->thread < 0) {
		return;
	}
	const char *object = objects_name(w->arena, w->symbols, w->proto, side->address);
	const char *locks = "";
	for (uint32_t i = 0; i < side->lock_count; i++) {
		locks = arena_printf(w->arena, "%s%s%s", locks, i ? ", " : ", holding ",
			objects_name(w->arena, w->symbols, w->proto, side->locks[i]));
	}
	add(w, arena_printf(w->arena, "  %s, step %u: %s %s%s\n", thread(w, side->thread),
		       side->step, w->proto->op_names[side->op], object, locks));
	struct stack stack = symbols_stack(w->symbols, side->stack);
	add_stack(w, &stack);
}

void
explain_failure(struct buf *out, const struct symbols *s, const struct explore_failure *f,
	struct source_lines *source)
{
	struct arena arena = {0};
	struct writer w = {.out = out,
		.arena = &arena,
		.symbols = s,
		.proto = f->trace.proto,
		.source = source};
	add(&w, finding_words(f->class));
	if (f->raw.message[0]) {
		buf_adds(out, ": ");
		text_terminal(out, f->raw.message, strlen(f->raw.message), false);
	}
	buf_addc(out, '\n');
	if (f->class == PROTO_DEADLOCK) {
		add_cycle(&w, &f->raw);
	}
	if (f->class == PROTO_DEADLOCK || f->class == PROTO_STUCK || f->class == PROTO_LIVELOCK) {
		add_waits(&w, &f->raw);
	} else {
		add_side(&w, &f->raw.sides[0]);
		add_side(&w, &f->raw.sides[1]);
	}
	arena_free(&arena);
}
