// SPDX-License-Identifier: MIT
/*
 * Valgrind's <error> as the text that it prints without --xml (docs/internals/xml-output-protocol4.txt in its source).
 * The element was read once already, so it is well-formed; what isn't is passed over.
 */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "stanza.h"
#include "text.h"

struct element {
	struct stanzas *s;
	int frame;  /* of the stack: 0 is the innermost */
	int skip;   /* inside so many <suppression>s */
	bool outer; /* the error's own text, without an indent, is still to come */
	const char *address, *object, *function, *file, *line; /* of the frame */
	const char *observed; /* "mutex", of what was first observed */
};

static const char *
entity(const char *p, size_t len, struct buf *out)
{
	static const struct {
		const char *name;
		char c;
	} rows[] = {
		{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t n = strlen(rows[i].name);
		if (n <= len && memcmp(p, rows[i].name, n) == 0) {
			buf_addc(out, rows[i].c);
			return p + n;
		}
	}
	buf_addc(out, *p == '\n' ? ' ' : *p);
	return p + 1;
}

/* The text between two tags, in the arena. */
static const char *
decode(struct stanzas *s, const char *p, const char *end)
{
	struct buf out = {0};
	while (p < end) {
		p = entity(p, (size_t)(end - p), &out);
	}
	const char *text = arena_strdup(s->arena, buf_str(&out));
	buf_free(&out);
	return text;
}

static void
end_frame(struct element *e)
{
	struct arena *a = e->s->arena;
	const char *place = e->file ? arena_printf(a, "(%s%s%s)", e->file, e->line ? ":" : "",
					      e->line ? e->line : "")
				    : arena_printf(a, "(in %s)", e->object ? e->object : "???");
	stanza_valgrind(e->s,
		arena_printf(a, "   %s %s: %s %s", e->frame ? "by" : "at",
			e->address ? e->address : "0x0", e->function ? e->function : "???", place));
	e->frame++;
	e->address = e->object = e->function = e->file = e->line = NULL;
}

static void
say(struct element *e, const char *text)
{
	stanza_valgrind(e->s, e->outer ? text : arena_printf(e->s->arena, " %s", text));
	e->outer = false;
}

/* An element that holds text, closed. */
static void
closed(struct element *e, const char *name, const char *text)
{
	if (strcmp(name, "ip") == 0) {
		e->address = text;
	} else if (strcmp(name, "obj") == 0) {
		e->object = text;
	} else if (strcmp(name, "fn") == 0) {
		e->function = text;
	} else if (strcmp(name, "file") == 0) {
		e->file = text;
	} else if (strcmp(name, "line") == 0) {
		e->line = text;
	} else if (strcmp(name, "frame") == 0) {
		end_frame(e);
	} else if (strcmp(name, "suppression") == 0) {
		e->skip -= e->skip > 0;
	} else if (strcmp(name, "address") == 0 && e->observed) {
		say(e, arena_printf(
			       e->s->arena, "%s %s was first observed at:", e->observed, text));
		e->observed = NULL;
	} else if (strcmp(name, "what") == 0 && e->observed) {
		e->observed = text;
	} else if (strcmp(name, "what") == 0 || strcmp(name, "text") == 0 ||
		   strcmp(name, "auxwhat") == 0) {
		say(e, text);
	}
}

static void
opened(struct element *e, const char *name)
{
	if (strcmp(name, "stack") == 0) {
		e->frame = 0;
	} else if (strcmp(name, "suppression") == 0) {
		e->skip++;
	} else if (strcmp(name, "first_observed_at") == 0) {
		e->observed = "object";
	} else if (strcmp(name, "acquired_at") == 0) {
		say(e, "acquired at:");
	} else if (strcmp(name, "allocation_context") == 0) {
		say(e, "Allocation context:");
	} else if (strcmp(name, "other_segment_start") == 0) {
		say(e, "Other segment start:");
	} else if (strcmp(name, "other_segment_end") == 0) {
		say(e, "Other segment end:");
	}
}

/* Helgrind says first who the threads are; DRD doesn't. */
static void
announce(struct stanzas *s)
{
	for (size_t i = 0; i < s->finding->thread_count; i++) {
		const struct birth *b = &s->finding->threads[i];
		stanza_valgrind(s, b->words ? b->words : "Thread #? was created");
		for (size_t k = 0; k < b->stack.count; k++) {
			const struct frame *f = &b->stack.frames[k];
			const char *file = f->file ? strrchr(f->file, '/') : NULL;
			const char *name = file ? file + 1 : f->file;
			stanza_valgrind(
				s, arena_printf(s->arena, "   %s %s (%s%s)", k ? "by" : "at",
					   f->function ? f->function : "???", name ? "" : "in ",
					   name ? f->line ? arena_printf(s->arena, "%s:%d", name,
								    f->line)
							  : name
					   : f->module ? f->module
						       : "???"));
		}
		stanza_valgrind(s, "");
	}
}

void
stanza_element(struct stanzas *s, const char *xml, size_t len)
{
	struct element e = {.s = s, .outer = true};
	const char *end = xml + len, *p = xml, *text = xml;
	announce(s);
	while (p < end) {
		const char *open = memchr(p, '<', (size_t)(end - p));
		const char *close = open ? memchr(open, '>', (size_t)(end - open)) : NULL;
		if (!close) {
			break;
		}
		bool ends = open[1] == '/';
		const char *name =
			arena_strndup(s->arena, open + 1 + ends, (size_t)(close - open - 1 - ends));
		if (ends && (!e.skip || strcmp(name, "suppression") == 0)) {
			closed(&e, name, decode(s, text, open));
		} else if (!ends && (!e.skip || strcmp(name, "suppression") == 0)) {
			opened(&e, name);
		}
		text = p = close + 1;
	}
}
