// SPDX-License-Identifier: MIT
#include "stanza.h"

#include <string.h>

#include "arena.h"
#include "phrases.h"
#include "site.h"
#include "text.h"

struct explained_line *
stanza_add(struct stanzas *s, const char *text, const char *note)
{
	if (s->count == s->room) {
		size_t room = s->room ? 2 * s->room : 64;
		struct explained_line *lines = arena_alloc(s->arena, room, sizeof *lines);
		if (s->count) {
			memcpy(lines, s->lines, s->count * sizeof *lines);
		}
		s->lines = lines;
		s->room = room;
	}
	s->lines[s->count] = (struct explained_line){text, note, s->side};
	return &s->lines[s->count++];
}

const char *
stanza_site(struct arena *a, const struct stack *stack)
{
	const struct frame *site = site_of(stack);
	const char *function = site ? site_function(a, site) : NULL;
	const char *place = site ? site_place(a, site) : NULL;
	if (function && place) {
		return arena_printf(a, "`%s` (%s)", function, place);
	}
	return function ? arena_printf(a, "`%s`", function) : place;
}

const char *
stanza_op(struct arena *a, const struct access *side)
{
	const char *call = side ? site_call(a, side) : NULL;
	return !side                               ? "an access"
	       : call && strcmp(call, "free") == 0 ? phrases_op_noun(OP_FREE)
						   : phrases_op_noun(side->op);
}

const char *
stanza_thread(struct arena *a, const char *name)
{
	if (!name) {
		return "a thread";
	}
	return arena_printf(a, "%s %s", name[0] == '#' || name[0] == 'T' ? "thread" : "the", name);
}

/* A copy of one line without colours, other control bytes and the carriage return at its end; the rest stays. */
static const char *
clean(struct arena *a, const char *text, size_t len)
{
	char *copy = arena_strndup(a, text, len), *out = copy;
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\033' && i + 1 < len && text[i + 1] == '[') {
			size_t end = i + 2;
			while (end < len && !(text[end] >= '@' && text[end] <= '~')) {
				end++;
			}
			i = end;
		} else if (text[i] != '\r') {
			*out++ = text[i] ? text[i] : '?';
		}
	}
	*out = '\0';
	return copy;
}

/* "==123== " and what stands before it. */
static const char *
without_pid(const char *line)
{
	const char *p = strstr(line, "==");
	size_t digits = p ? strspn(p + 2, "0123456789") : 0;
	if (!digits || p[2 + digits] != '=' || p[3 + digits] != '=') {
		return line;
	}
	p += digits + 4;
	return *p == ' ' ? p + 1 : p;
}

static void
one_line(struct stanzas *s, const char *text, size_t len)
{
	const char *line = clean(s->arena, text, len);
	switch (s->finding->detector) {
	case DET_TSAN:
		stanza_tsan(s, line);
		break;
	case DET_HELGRIND:
	case DET_DRD:
		stanza_valgrind(s, without_pid(line));
		break;
	default:
		stanza_add(s, line, NULL);
	}
}

/* Blank lines at either end tell nothing. */
static void
trim(struct stanzas *s)
{
	while (s->count && !*s->lines[s->count - 1].text) {
		s->count--;
	}
	while (s->count && !*s->lines[0].text) {
		s->lines++;
		s->count--;
	}
}

void
stanza_lines(struct arena *a, const struct finding *f, struct explained_line **lines, size_t *count)
{
	struct stanzas s = {.arena = a, .finding = f};
	size_t len = f->text ? f->text_len : 0, first = 0;
	while (first < len && strchr(" \t\r\n", f->text[first])) {
		first++;
	}
	if (first < len && f->text[first] == '<' && f->detector != DET_TSAN) {
		stanza_element(&s, f->text + first, len - first);
		len = 0;
	}
	for (size_t i = 0; i < len;) {
		const char *end = memchr(f->text + i, '\n', len - i);
		size_t n = end ? (size_t)(end - f->text) - i : len - i;
		one_line(&s, f->text + i, n);
		i += n + 1;
	}
	trim(&s);
	stanza_segments(&s);
	*lines = s.lines;
	*count = s.count;
}
