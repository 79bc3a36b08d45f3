// SPDX-License-Identifier: MIT
/* One error's text; see valgrind_plain.h.  What its stacks mean is in valgrind_error.c, as for the XML. */
#include "valgrind_plain.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "log_line.h"
#include "valgrind_state.h"
#include "valgrind_text.h"
#include "valgrind_words.h"

/* Of the reading of one error. */
struct plain {
	struct valgrind_state s;
	const char *held; /* of the next side; NULL: none said */
	bool first;       /* the error's own sentence is still to come */
	bool observed;    /* the stack that comes is the first acquisition of the wrong order */
	bool of_lock;     /* the stack that came was a lock's: an address is the lock's */
};

/* "main (race.c:36)", "??? (in /usr/lib/libc.so)", "malloc (in …)", "f(int) (a.cc:3)", "???". */
static struct frame
frame_of(struct valgrind_state *s, struct span t)
{
	struct frame f = {0};
	ptrdiff_t colon = span_find(t, ": ");
	t = colon < 0 ? (struct span){0} : span_from(t, (size_t)colon + 2);
	ptrdiff_t open = span_find_last(t, " (");
	struct span name = t, where = {0};
	if (open >= 0 && span_ends(t, ")")) {
		name = span_slice(t, 0, (size_t)open);
		where = span_slice(t, (size_t)open + 2, t.len - 1);
	}
	f.function = span_equals(name, "???") ? NULL : valgrind_keep(s, name);
	if (span_take(&where, "in ")) {
		f.module = valgrind_keep(s, where);
		return f;
	}
	ptrdiff_t line = span_find_last(where, ":");
	size_t number = line < 0 ? 0 : span_number(span_from(where, (size_t)line + 1));
	f.line = number > INT_MAX ? 0 : (int)number;
	f.file = valgrind_keep(s, f.line ? span_slice(where, 0, (size_t)line) : where);
	return f;
}

static void
add_frame(struct valgrind_state *s, struct span t)
{
	if (s->frames.len < MOST_STACK_FRAMES) {
		*VEC_PUSH(&s->frames) = frame_of(s, t);
	}
}

/* The stack is over: to where its heading said. */
static void
end_stack(struct plain *p)
{
	struct valgrind_state *s = &p->s;
	if (!s->frames.len) {
		return;
	}
	enum valgrind_into into = s->into;
	valgrind_error_stack(s);
	p->of_lock = into == STACK_LOCK_BIRTH;
	if ((into == STACK_MAIN || into == STACK_SIDE) && s->accesses.len) {
		s->accesses.items[s->accesses.len - 1].locks = p->held;
		p->held = NULL;
	}
}

/* "Locks held: none", "Locks held: 2, at addresses 0x12 0x34". */
static void
held(struct plain *p, struct span t)
{
	ptrdiff_t at = span_find(t, "0x");
	p->held = at < 0 ? NULL : valgrind_keep(&p->s, span_trim(span_from(t, (size_t)at)));
}

/* "mutex 0x12 was first observed at:" */
static void
first_observed(struct valgrind_state *s, struct span t)
{
	ptrdiff_t address = span_find(t, " 0x");
	valgrind_element_start(s, E_OBSERVED, E_ERROR);
	if (address > 0) {
		s->observed = valgrind_keep(s, span_slice(t, 0, (size_t)address));
		s->address = valgrind_keep(s, valgrind_text_address(t));
	}
}

/* The words of a lock get what its address is said to be. */
static void
name_lock(struct plain *p, struct span t)
{
	struct valgrind_state *s = &p->s;
	if (s->locks.len) {
		struct birth *lock = &s->locks.items[s->locks.len - 1];
		lock->words = arena_printf(s->arena, "%s; %.*s", lock->words, (int)t.len, t.s);
	}
}

static void
address(struct plain *p, struct span t)
{
	static const char behind[] = " Allocation context:";
	if (p->of_lock) {
		name_lock(p, t);
		return;
	}
	bool allocated = span_ends(t, behind);
	valgrind_error_part(
		&p->s, E_AUXWHAT, span_slice(t, 0, t.len - (allocated ? sizeof behind - 1 : 0)));
	if (allocated) {
		valgrind_element_start(&p->s, E_ALLOCATION, E_ERROR);
	}
}

/* The error's own sentence. */
static bool
own(struct plain *p, struct span t)
{
	enum detector d;
	const char *kind = valgrind_words_kind(t, &d);
	if (!kind && p->s.detector == DET_DRD) {
		kind = valgrind_words_generic();
	}
	if (!kind || !p->first) {
		return false;
	}
	if (span_equals(t, "Acquired at:")) {
		valgrind_element_start(&p->s, E_ACQUIRED, E_ERROR);
		return true;
	}
	p->first = false;
	p->of_lock = false;
	p->s.kind = kind;
	valgrind_error_part(&p->s, E_WHAT, t);
	return true;
}

/* A line that tells what the next stack is. */
static void
heading(struct plain *p, struct span t)
{
	struct valgrind_state *s = &p->s;
	if (span_starts(t, "Locks held: ")) {
		held(p, t);
	} else if (span_starts(t, "with error code ")) {
		valgrind_error_part(s, E_WHAT, t);
	} else if (span_starts(t, "Observed (incorrect) order")) {
		p->observed = true;
		s->into = STACK_SIDE;
		s->heading = valgrind_keep(s, t);
	} else if (p->observed && span_starts(t, "followed by a later acquisition")) {
		p->observed = false;
		s->into = STACK_MAIN;
	} else if (span_find(t, " was first observed at:") > 0) {
		first_observed(s, t);
	} else if (span_starts(t, "Address ") || span_starts(t, "Location ")) {
		address(p, t);
	} else if (span_starts(t, "Other segment ") || span_starts(t, "Conflicting wait call ")) {
		s->into = STACK_NOTHING;
	} else if (!span_starts(t, "(") && !p->of_lock) {
		valgrind_error_part(s, E_AUXWHAT, t);
	}
}

static void
read_line(struct plain *p, struct span text)
{
	struct span t = span_trim(text);
	size_t number;
	enum valgrind_line is = valgrind_plain_line(text, &number);
	if (is == VALGRIND_LINE_FRAME) {
		add_frame(&p->s, valgrind_plain_frame(t));
		return;
	}
	end_stack(p);
	if (is == VALGRIND_LINE_BLANK || is == VALGRIND_LINE_DASHES ||
		is == VALGRIND_LINE_ANNOUNCEMENT || is == VALGRIND_LINE_THREAD) {
		return;
	}
	if (span_starts(t, "Lock at ")) {
		p->of_lock = true;
		valgrind_error_part(&p->s, E_AUXWHAT, t);
	} else if (is == VALGRIND_LINE_MORE || !own(p, t)) {
		heading(p, t);
	}
}

/* The births of the threads that the error names. */
static void
announce(struct valgrind_state *s, const struct valgrind_plain *error, size_t number)
{
	const struct valgrind_birth *birth = NULL;
	for (size_t i = 0; i < error->birth_count; i++) {
		birth = error->births[i].number == number ? &error->births[i] : birth;
	}
	if (!birth) {
		return;
	}
	s->frames.len = 0;
	for (struct span rest = birth->lines; rest.s;) {
		struct valgrind_mark mark;
		struct span line = log_line_next(&rest);
		if (valgrind_plain_mark(line, &mark) && span_find(mark.text, " 0x") >= 0) {
			add_frame(s, valgrind_plain_frame(mark.text));
		}
	}
	s->thread = number;
	valgrind_element_end(s, E_STACK, E_ANNOUNCE, (struct span){0});
}

static void
announce_all(struct valgrind_state *s, const struct valgrind_plain *error)
{
	static const char word[] = "hread #";
	struct span rest = error->lines;
	for (ptrdiff_t at; (at = span_find(rest, word)) >= 0;) {
		rest = span_from(rest, (size_t)at + sizeof word - 1);
		size_t number = span_number(rest);
		bool known = number < s->announced.len && s->announced.items[number].name;
		if (number && !known) {
			announce(s, error, number);
		}
	}
}

/* "By the same thread": the stack of a lock order that the text has and the XML has not. */
static void
share_thread(struct finding *f, size_t main)
{
	for (size_t i = 0; i < main && f->kind == KIND_LOCK_ORDER; i++) {
		f->accesses[i].thread = f->accesses[main].thread;
	}
}

bool
valgrind_plain_parse(const struct valgrind_plain *error, struct arena *arena, struct finding *out)
{
	struct valgrind_log log = {0};
	struct plain p = {.first = true};
	struct valgrind_state *s = &p.s;
	s->arena = arena;
	s->log = &log;
	s->detector = error->detector;
	s->known = true;
	s->pid = error->pid;
	announce_all(s, error);
	valgrind_error_begin(s);
	s->into = STACK_NOTHING;
	s->tid = error->thread ? error->thread : 1;
	for (struct span rest = error->lines; rest.s;) {
		struct valgrind_mark mark;
		struct span line = log_line_next(&rest);
		if (valgrind_plain_mark(line, &mark)) {
			read_line(&p, mark.text);
		}
	}
	end_stack(&p);
	bool found = s->kind != NULL;
	if (found) {
		s->element = error->lines;
		valgrind_error_end(s);
		*out = s->findings.items[0];
		share_thread(out, s->main);
	}
	valgrind_state_free(s);
	return found;
}
