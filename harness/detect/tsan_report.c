// SPDX-License-Identifier: MIT
/* The lines inside one report; see tsan.h. */
#include "tsan_line.h"
#include "tsan_state.h"
#include "words.h"

/* What a side without a heading does: only the report's name and order tell. */
static enum access_op
bare_op(const struct tsan_state *s, const struct stack *stack)
{
	switch (s->finding.kind) {
	case KIND_RELOCK:
		return OP_LOCK;
	case KIND_BAD_UNLOCK:
		return OP_UNLOCK;
	case KIND_DESTROY_IN_USE:
		return s->accesses.len > 1 ? OP_LOCK : OP_DESTROY;
	case KIND_INVALID_OBJECT:
		return stack->count ? words_call_op(stack->frames[0].function) : OP_NONE;
	default:
		return OP_NONE;
	}
}

/* The run-time shows free() as a write. */
static void
set_access_stack(struct access *side, struct stack stack)
{
	side->stack = stack;
	if (side->op == OP_WRITE && stack.count &&
		words_call_op(stack.frames[0].function) == OP_FREE) {
		side->op = OP_FREE;
	}
}

/* The open stack is complete: to where its heading said. */
void
tsan_close_stack(struct tsan_state *s)
{
	struct stack stack = tsan_take_stack(s);
	switch (s->into) {
	case INTO_ACCESS:
		set_access_stack(&s->accesses.items[s->accesses.len - 1], stack);
		break;
	case INTO_BARE:
		if (!stack.count) {
			return; /* it has not begun yet */
		}
		VEC_PUSH(&s->accesses)->words = tsan_keep(s, s->bare);
		struct access *side = &s->accesses.items[s->accesses.len - 1];
		side->op = bare_op(s, &stack);
		side->stack = stack;
		break;
	case INTO_LOCATION:
		s->finding.location.allocation = stack;
		break;
	case INTO_THREAD:
		s->threads.items[s->threads.len - 1].stack = stack;
		break;
	case INTO_LOCK:
		s->locks.items[s->locks.len - 1].stack = stack;
		break;
	case INTO_NOTHING:
		break;
	}
	s->into = INTO_NOTHING;
}

/* "[failed to restore the stack]": a side all the same. */
static void
lost_stack(struct tsan_state *s)
{
	if (s->into == INTO_BARE) {
		struct access *side = VEC_PUSH(&s->accesses);
		side->words = tsan_keep(s, s->bare);
		side->op = bare_op(s, &(struct stack){0});
	}
	s->into = INTO_NOTHING;
}

static bool
access_heading(struct tsan_state *s, struct span line)
{
	struct tsan_access a;
	if (!tsan_line_access(line, &a)) {
		return false;
	}
	tsan_close_stack(s);
	*VEC_PUSH(&s->accesses) = (struct access){
		.op = a.op,
		.size = a.size,
		.thread = tsan_keep(s, a.thread),
		.locks = tsan_keep(s, a.locks),
		.words = tsan_keep(s, line),
	};
	s->into = INTO_ACCESS;
	return true;
}

static bool
acquired_heading(struct tsan_state *s, struct span line)
{
	struct tsan_acquired a;
	if (!tsan_line_acquired(line, &a)) {
		return false;
	}
	tsan_close_stack(s);
	const char *thread = tsan_keep(s, a.thread);
	if (!thread && s->accesses.len) {
		thread = s->accesses.items[s->accesses.len - 1].thread; /* "by the same thread" */
	}
	*VEC_PUSH(&s->accesses) = (struct access){
		.op = OP_LOCK,
		.thread = thread,
		.locks = tsan_keep(s, a.holding),
		.words = tsan_keep(s, line),
	};
	s->into = INTO_ACCESS;
	return true;
}

static struct span
first_word(struct span t, size_t skip)
{
	size_t end = skip;
	while (end < t.len && t.s[end] != ' ') {
		end++;
	}
	return span_slice(t, skip, end);
}

static bool
mutex_heading(struct tsan_state *s, struct span line)
{
	if (!span_starts(line, "Mutex M")) {
		return false;
	}
	tsan_close_stack(s);
	*VEC_PUSH(&s->locks) = (struct birth){
		.name = tsan_keep(s, first_word(line, sizeof "Mutex " - 1)),
		.words = tsan_keep(s, line),
	};
	s->into = INTO_LOCK;
	return true;
}

/* A leaked thread's creation is the finding's one side. */
static void
leaked(struct tsan_state *s, struct span line)
{
	ptrdiff_t by = span_find(line, " created by ");
	struct span who = {0};
	if (by >= 0) {
		who = tsan_line_thread(span_from(line, (size_t)by + sizeof " created by " - 1));
	}
	*VEC_PUSH(&s->accesses) = (struct access){
		.op = OP_CREATE,
		.thread = tsan_keep(s, who),
		.words = tsan_keep(s, line),
	};
	s->into = INTO_ACCESS;
}

static bool
thread_heading(struct tsan_state *s, struct span line)
{
	if (!span_starts(line, "Thread T")) {
		return false;
	}
	tsan_close_stack(s);
	if (s->finding.kind == KIND_THREAD_LEAK) {
		leaked(s, line);
		return true;
	}
	*VEC_PUSH(&s->threads) = (struct birth){
		.name = tsan_keep(s, first_word(line, sizeof "Thread " - 1)),
		.words = tsan_keep(s, line),
	};
	s->into = INTO_THREAD;
	return true;
}

static bool
location_heading(struct tsan_state *s, struct span line)
{
	struct tsan_location l;
	if (!tsan_line_location(line, &l)) {
		return false;
	}
	tsan_close_stack(s);
	if (s->finding.location.kind != LOCATION_NONE) {
		return true; /* the first one is of the first side */
	}
	s->finding.location = (struct location){
		.kind = l.kind,
		.words = tsan_keep(s, line),
		.name = tsan_keep(s, l.name),
		.size = l.size,
	};
	s->into = INTO_LOCATION;
	return true;
}

static bool
bare_heading(struct tsan_state *s, struct span line)
{
	bool and = span_equals(line, "and:");
	if (!and&&!(span_starts(line, "Signal ") && span_ends(line, " handler invoked at:"))) {
		return false;
	}
	tsan_close_stack(s);
	s->bare = line;
	s->into = INTO_BARE;
	return true;
}

/* Headings of stacks that are neither sides nor births, known or not. */
static bool
other_heading(struct tsan_state *s, struct span line)
{
	if (!span_starts(line, "As if synchronized via sleep:")) {
		return false;
	}
	tsan_close_stack(s);
	s->into = INTO_NOTHING;
	return true;
}

static bool
heading(struct tsan_state *s, struct span line)
{
	return access_heading(s, line) || location_heading(s, line) || acquired_heading(s, line) ||
	       mutex_heading(s, line) || thread_heading(s, line) || bare_heading(s, line) ||
	       other_heading(s, line);
}

bool
tsan_report_frame(struct tsan_state *s, struct span line)
{
	struct tsan_frame f;
	if (!line.len || line.s[0] != '#' || !tsan_line_frame(line, &f)) {
		return false;
	}
	if (s->frames.len && span_starts(line, "#0 ")) {
		tsan_close_stack(s); /* its heading was lost */
	}
	if (s->into != INTO_NOTHING) {
		tsan_add_frame(s, &f);
	}
	return true;
}

/* The program's output stands before what belongs to the report: that part, or an empty span. */
static struct span
unglue(struct span line)
{
	static const char *const starts[] = {
		"  Write of size ",
		"  Read of size ",
		"  Atomic write of size ",
		"  Previous ",
		"  Atomic read of size ",
		"  Location is ",
		"  Mutex M",
		"  Thread T",
		"    #",
		NULL,
	};
	for (size_t i = 0; starts[i]; i++) {
		ptrdiff_t at = span_find(line, starts[i]);
		if (at >= 0) {
			return span_trim(span_from(line, (size_t)at));
		}
	}
	return (struct span){0};
}

void
tsan_report_line(struct tsan_state *s, struct span whole)
{
	struct span line = span_trim(whole);
	if (!line.len) {
		tsan_close_stack(s);
	} else if (span_starts(line, "[failed to restore the stack]")) {
		lost_stack(s);
	} else if (!tsan_report_frame(s, line) && !heading(s, line)) {
		line = unglue(whole);
		if (line.len && !tsan_report_frame(s, line)) {
			heading(s, line);
		}
	}
}

bool
tsan_report_has_side(const struct tsan_state *s)
{
	return s->accesses.len && s->accesses.items[0].stack.count;
}
