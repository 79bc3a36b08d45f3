// SPDX-License-Identifier: MIT
/* One <error>; see valgrind.h. */
#include <stdint.h>
#include <string.h>

#include "arena.h"
#include "findings.h"
#include "valgrind_state.h"
#include "valgrind_text.h"
#include "words.h"

void
valgrind_error_begin(struct valgrind_state *s)
{
	s->in_error = true;
	s->finding = (struct finding){.detector = s->detector, .pid = s->pid};
	s->kind = s->what = s->heading = s->observed = s->address = NULL;
	s->error_thread = s->tid = 0;
	s->main = SIZE_MAX;
	s->into = STACK_MAIN;
	s->accesses.len = s->threads.len = s->locks.len = 0;
}

static void
side(struct valgrind_state *s, struct stack stack)
{
	struct span words = span_of(s->heading ? s->heading : "");
	struct valgrind_side said = valgrind_text_side(words);
	bool plain = valgrind_text_heading(words) == HEADING_SIDE;
	if (s->accesses.len >= MOST_SIDES) {
		return;
	}
	*VEC_PUSH(&s->accesses) = (struct access){
		.op = plain ? said.op : OP_LOCK,
		.size = said.size,
		.thread = valgrind_thread_name(s, said.thread),
		.words = s->heading,
		.stack = stack,
	};
}

static void
lock_birth(struct valgrind_state *s, struct stack stack)
{
	const char *name = s->address, *words = s->heading;
	if (s->locks.len >= MOST_SIDES) {
		return;
	}
	if (!name && words) {
		name = valgrind_keep(s, valgrind_text_address(span_of(words)));
	}
	if (!words) {
		words = arena_printf(
			s->arena, "%s first observed at", s->observed ? s->observed : "object");
	}
	*VEC_PUSH(&s->locks) = (struct birth){.name = name, .words = words, .stack = stack};
}

void
valgrind_error_stack(struct valgrind_state *s)
{
	struct stack stack = valgrind_take_stack(s);
	switch (s->into) {
	case STACK_MAIN:
		s->main = s->accesses.len;
		*VEC_PUSH(&s->accesses) = (struct access){.stack = stack};
		break;
	case STACK_SIDE:
		side(s, stack);
		break;
	case STACK_LOCK_BIRTH:
		lock_birth(s, stack);
		break;
	case STACK_LOCATION:
		s->finding.location.allocation = stack;
		break;
	case STACK_NOTHING:
		break;
	}
	s->into = STACK_NOTHING;
	s->heading = NULL;
}

static void
heading(struct valgrind_state *s, struct span text)
{
	s->heading = valgrind_keep(s, text);
	struct location *l = &s->finding.location;
	switch (valgrind_text_heading(text)) {
	case HEADING_SIDE:
	case HEADING_LOCK:
		s->into = STACK_SIDE;
		break;
	case HEADING_LOCK_BIRTH:
		s->into = STACK_LOCK_BIRTH;
		s->address = NULL;
		break;
	case HEADING_LOCATION:
		s->into = STACK_LOCATION;
		if (!l->words) {
			struct valgrind_place place = valgrind_text_place(text);
			*l = (struct location){
				.kind = place.kind,
				.words = s->heading,
				.name = valgrind_keep(s, place.name),
				.size = place.size,
				.allocation = l->allocation,
			};
		}
		break;
	case HEADING_OTHER:
		s->into = STACK_NOTHING;
		if (l->words && s->heading && strlen(l->words) < MOST_WORDS) {
			l->words = arena_printf(s->arena, "%s; %s", l->words, s->heading);
		}
		break;
	}
}

/* An error's own text; some errors add a second one. */
static void
own_text(struct valgrind_state *s, struct span text)
{
	const char *words = valgrind_keep(s, text);
	if (!s->what) {
		s->what = words;
	} else if (words && strlen(s->what) < MOST_WORDS) {
		s->what = arena_printf(s->arena, "%s %s", s->what, words);
	}
	if (s->main == SIZE_MAX) {
		s->into = STACK_MAIN;
	}
}

/* The first side as the error's own text and the innermost call tell it. */
static void
describe_main(struct valgrind_state *s)
{
	if (s->main == SIZE_MAX) {
		s->main = s->accesses.len;
		*VEC_PUSH(&s->accesses) = (struct access){0};
	}
	struct access *a = &s->accesses.items[s->main];
	const char *what = s->what ? s->what : "";
	struct valgrind_side said = valgrind_text_side(span_of(what));
	size_t thread = s->error_thread ? s->error_thread : said.thread;
	a->op = said.op;
	a->size = said.size;
	a->words = s->what;
	a->thread = valgrind_thread_name(s, !thread && s->detector == DET_DRD ? s->tid : thread);
	switch (s->finding.kind) {
	case KIND_RACE:
	case KIND_LOCK_HELD: /* the thread's end, not a call */
		return;
	case KIND_LOCK_ORDER:
		a->op = OP_LOCK;
		return;
	case KIND_BAD_UNLOCK:
		a->op = OP_UNLOCK;
		return;
	default:
		a->op = words_text_op(what);
		for (size_t i = 0; i < a->stack.count && i < 2 && a->op == OP_NONE; i++) {
			a->op = words_call_op(a->stack.frames[i].function);
		}
	}
}

static void
add_births(struct valgrind_state *s)
{
	for (size_t i = 0; i < s->accesses.len; i++) {
		const char *name = s->accesses.items[i].thread;
		size_t n = name ? span_number(span_of(name + 1)) : 0;
		bool told = false;
		for (size_t k = 0; k < i && name && !told; k++) {
			const char *other = s->accesses.items[k].thread;
			told = other && strcmp(other, name) == 0;
		}
		if (!told && n && n < s->announced.len && s->announced.items[n].name) {
			*VEC_PUSH(&s->threads) = s->announced.items[n];
		}
	}
}

void
valgrind_error_end(struct valgrind_state *s)
{
	s->in_error = false;
	if (!s->known) {
		return;
	}
	struct finding *f = &s->finding;
	const char *kind = s->kind ? s->kind : "", *what = s->what ? s->what : "";
	f->kind = words_valgrind_kind(s->detector, kind, what);
	f->words = words_valgrind_plain(kind) ? kind : arena_printf(s->arena, "%s: %s", kind, what);
	describe_main(s);
	add_births(s);
	f->accesses = FINDINGS_COPY(s->arena, &s->accesses);
	f->access_count = s->accesses.len;
	f->threads = FINDINGS_COPY(s->arena, &s->threads);
	f->thread_count = s->threads.len;
	f->locks = FINDINGS_COPY(s->arena, &s->locks);
	f->lock_count = s->locks.len;
	f->text = s->element.s;
	f->text_len = s->element.len;
	*VEC_PUSH(&s->findings) = *f;
}

void
valgrind_error_part(struct valgrind_state *s, enum element e, struct span text)
{
	switch (e) {
	case E_KIND:
		s->kind = valgrind_keep(s, text);
		break;
	case E_WHAT:
		own_text(s, text);
		break;
	case E_AUXWHAT:
		heading(s, text);
		break;
	case E_TID:
		s->tid = span_number(text);
		break;
	default:
		break;
	}
}

void
valgrind_error_nested(
	struct valgrind_state *s, enum element e, enum element parent, struct span text)
{
	if (e == E_TEXT && parent == E_XWHAT) {
		own_text(s, text);
	} else if (e == E_TEXT && parent == E_XAUXWHAT) {
		heading(s, text);
	} else if (e == E_THREAD && parent == E_XWHAT) {
		s->error_thread = s->error_thread ? s->error_thread : span_number(text);
	} else if (e == E_WHAT && parent == E_OBSERVED) {
		s->observed = valgrind_keep(s, text);
	} else if (e == E_ADDRESS && parent == E_OBSERVED) {
		s->address = valgrind_keep(s, text);
	}
}
