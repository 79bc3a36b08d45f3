// SPDX-License-Identifier: MIT
/* What the elements mean, but for those of an <error>; see valgrind.h. */
#include <limits.h>

#include "arena.h"
#include "valgrind_state.h"

const char *
valgrind_keep(struct valgrind_state *s, struct span t)
{
	return t.len ? arena_strndup(s->arena, t.s, t.len) : NULL;
}

const char *
valgrind_thread_name(struct valgrind_state *s, size_t number)
{
	return number ? arena_printf(s->arena, "#%zu", number) : NULL;
}

struct stack
valgrind_take_stack(struct valgrind_state *s)
{
	struct stack stack = {.count = s->frames.len};
	if (stack.count) {
		stack.frames =
			arena_memdup(s->arena, s->frames.items, stack.count * sizeof *stack.frames);
	}
	s->frames.len = 0;
	return stack;
}

void
valgrind_element_start(struct valgrind_state *s, enum element e, enum element parent)
{
	(void)parent;
	switch (e) {
	case E_ERROR:
		valgrind_error_begin(s);
		break;
	case E_STACK:
		s->frames.len = 0;
		break;
	case E_FRAME:
		s->folder = NULL;
		if (s->frames.len < MOST_STACK_FRAMES) {
			*VEC_PUSH(&s->frames) = (struct frame){0};
		}
		break;
	case E_ANNOUNCE:
		s->thread = 0;
		break;
	case E_ACQUIRED:
		s->into = STACK_SIDE;
		s->heading = "acquired at";
		break;
	case E_OBSERVED:
		s->into = STACK_LOCK_BIRTH;
		s->heading = s->observed = s->address = NULL;
		break;
	case E_ALLOCATION:
		s->into = STACK_LOCATION;
		break;
	case E_SEGMENT_START:
	case E_SEGMENT_END:
		s->into = STACK_NOTHING;
		break;
	default:
		break;
	}
}

static void
announced(struct valgrind_state *s)
{
	if (!s->thread || s->thread >= MOST_ANNOUNCED || !s->frames.len) {
		return;
	}
	while (s->announced.len <= s->thread) {
		*VEC_PUSH(&s->announced) = (struct birth){0};
	}
	const char *name = valgrind_thread_name(s, s->thread);
	s->announced.items[s->thread] = (struct birth){
		.name = name,
		.words = arena_printf(s->arena, "Thread %s was created", name),
		.stack = valgrind_take_stack(s),
	};
}

static void
stack_end(struct valgrind_state *s, enum element parent)
{
	if (parent == E_ANNOUNCE) {
		announced(s);
	} else if (parent == E_SIGNAL) {
		s->log->fatal_stack = valgrind_take_stack(s);
	} else if (s->in_error) {
		valgrind_error_stack(s);
	}
}

static void
frame_part(struct valgrind_state *s, enum element e, struct span text)
{
	if (!s->frames.len) {
		return;
	}
	struct frame *f = &s->frames.items[s->frames.len - 1];
	size_t line;
	switch (e) {
	case E_OBJECT:
		f->module = valgrind_keep(s, text);
		break;
	case E_FUNCTION:
		f->function = valgrind_keep(s, text);
		break;
	case E_FOLDER:
		s->folder = valgrind_keep(s, text);
		break;
	case E_FILE:
		f->file = valgrind_keep(s, text);
		break;
	case E_PREAMBLE_LINE:
		line = span_number(text);
		f->line = line > INT_MAX ? 0 : (int)line;
		break;
	default:
		break;
	}
}

static void
frame_end(struct valgrind_state *s)
{
	struct frame *f = s->frames.len ? &s->frames.items[s->frames.len - 1] : NULL;
	if (f && f->file && s->folder && f->file[0] != '/') {
		f->file = arena_printf(s->arena, "%s/%s", s->folder, f->file);
	}
	s->folder = NULL;
}

static void
tool(struct valgrind_state *s, struct span name)
{
	s->known = true;
	if (span_equals(name, "helgrind")) {
		s->detector = DET_HELGRIND;
		s->log->helgrind = true;
	} else if (span_equals(name, "drd")) {
		s->detector = DET_DRD;
		s->log->drd = true;
	} else {
		s->known = false;
		s->log->other_tool = valgrind_keep(s, name);
	}
}

static void
preamble(struct valgrind_state *s, struct span line)
{
	static const char before[] = "Using Valgrind-";
	size_t end = 0;
	if (!span_take(&line, before)) {
		return;
	}
	while (end < line.len && line.s[end] != ' ') {
		end++;
	}
	s->log->version = valgrind_keep(s, span_slice(line, 0, end));
}

static void
fatal_signal(struct valgrind_state *s)
{
	const char *name = s->signal_name ? s->signal_name : "a signal";
	s->log->fatal_signal =
		s->signal_event ? arena_printf(s->arena, "%s: %s", name, s->signal_event) : name;
	s->signal_name = s->signal_event = NULL;
}

static void
signal_part(struct valgrind_state *s, enum element e, struct span text)
{
	if (e == E_SIGNAL_NAME) {
		s->signal_name = valgrind_keep(s, text);
	} else if (e == E_SIGNAL_EVENT) {
		s->signal_event = valgrind_keep(s, text);
	} else if (e == E_SIGNAL_NUMBER) {
		size_t n = span_number(text);
		s->log->fatal_number = n > INT_MAX ? 0 : (int)n;
	}
}

static void
head_part(struct valgrind_state *s, enum element e, struct span text)
{
	size_t pid;
	switch (e) {
	case E_TOOL:
		tool(s, text);
		break;
	case E_PID:
		pid = span_number(text);
		s->pid = pid > INT_MAX ? 0 : (int)pid;
		break;
	case E_SIGNAL:
		fatal_signal(s);
		break;
	default:
		break;
	}
}

static void
status(struct valgrind_log *log, struct span state)
{
	log->running += span_equals(state, "RUNNING");
	log->finished += span_equals(state, "FINISHED");
}

void
valgrind_element_end(
	struct valgrind_state *s, enum element e, enum element parent, struct span text)
{
	if (e == E_STACK) {
		stack_end(s, parent);
	} else if (e == E_FRAME) {
		frame_end(s);
	} else if (e == E_ERROR) {
		valgrind_error_end(s);
	} else if (parent == E_FRAME) {
		frame_part(s, e, text);
	} else if (parent == E_ERROR) {
		valgrind_error_part(s, e, text);
	} else if (parent == E_SIGNAL) {
		signal_part(s, e, text);
	} else if (parent == E_PREAMBLE) {
		preamble(s, text);
	} else if (parent == E_STATUS && e == E_STATE) {
		status(s->log, text);
	} else if (parent == E_ANNOUNCE && e == E_THREAD) {
		s->thread = span_number(text);
	} else if (e == E_COUNT && s->depth >= 2 && s->open[s->depth - 2] == E_COUNTS) {
		s->log->occurrences += span_number(text);
	} else if (parent == E_OTHER) {
		head_part(s, e, text);
	} else if (s->in_error) {
		valgrind_error_nested(s, e, parent, text);
	}
}

void
valgrind_document_end(struct valgrind_state *s)
{
	s->in_error = false;
	s->known = false;
	s->pid = 0;
	s->announced.len = 0;
	s->frames.len = 0;
	s->signal_name = s->signal_event = NULL;
}
