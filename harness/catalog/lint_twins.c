// SPDX-License-Identifier: MIT
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "catalog.h"
#include "diff.h"
#include "lint.h"
#include "lint_rules.h"

void
lint_fixes(struct lint *l, const struct lint_program *p)
{
	const struct testcase *t = &l->c->testcase;
	if (p->p->role == PROGRAM_BROKEN && !t->fix_count) {
		LINT_WRONG(l, p, 0, "no fix; write fixes/%s.<how>.c", t->id);
	}
	if (p->p->role == PROGRAM_FIX && p->twin->p->role == PROGRAM_BENIGN) {
		LINT_WRONG(l, p, 0, "a benign program has nothing to fix; remove this file");
	}
}

void
lint_diff(struct lint *l, const struct lint_program *p)
{
	if (p->p->role != PROGRAM_FIX) {
		return;
	}
	struct diff d =
		diff_lines(l->a, diff_code(l->a, &p->twin->source), diff_code(l->a, &p->source));
	bool large = d.added > LINT_CHANGED_LINES || d.removed > LINT_CHANGED_LINES;
	if (large && !p->p->large_diff) {
		LINT_WRONG(l, p, 0,
			"adds %zu lines and removes %zu, at most %d of each are a lesson; keep "
			"closer to %s, or "
			"say why by @large-diff",
			d.added, d.removed, LINT_CHANGED_LINES, p->twin->p->file);
	} else if (!large && p->p->large_diff) {
		LINT_WRONG(l, p, header_line(p->h, "large-diff"),
			"adds only %zu lines and removes %zu; remove @large-diff", d.added,
			d.removed);
	} else if (!d.added && !d.removed) {
		LINT_WRONG(l, p, 0, "the same program as %s; a fix changes something",
			p->twin->p->file);
	}
}

/*
 * `main` and its parameters, blanks made one, with the word before it; NULL where there is none. In
 * `a`; its line in *line.
 */
static const char *
main_of(struct arena *a, const struct csource *s, int *line)
{
	size_t pos = 0, len, before = 0, before_len = 0;
	for (; csource_word(s, &pos, &len); before = pos, before_len = len, pos += len) {
		size_t open = csource_next(s, pos + len);
		if (len != 4 || memcmp(s->text + pos, "main", 4) != 0 || open >= s->len ||
			s->text[open] != '(') {
			continue;
		}
		struct buf text = {0};
		buf_add(&text, s->text + before, before_len);
		buf_adds(&text, " main");
		for (size_t i = open; i < s->len; i = csource_next(s, i + 1)) {
			bool gap = i > open && csource_next(s, i - 1) == i && s->text[i] != ')' &&
				   text.data[text.len - 1] != '(';
			buf_adds(&text, gap ? " " : "");
			buf_addc(&text, s->text[i]);
			if (s->text[i] == ')') {
				break;
			}
		}
		*line = (int)csource_line_at(s, pos);
		const char *result = arena_strndup(a, buf_str(&text), text.len);
		buf_free(&text);
		return result;
	}
	return NULL;
}

void
lint_main(struct lint *l, const struct lint_program *p)
{
	int line = 0, twin_line;
	const char *own = main_of(l->a, &p->source, &line);
	const char *twin = p->twin ? main_of(l->a, &p->twin->source, &twin_line) : NULL;
	if (!own) {
		LINT_WRONG(l, p, 0, "no main(); a case is a whole program");
	} else if (twin && strcmp(own, twin) != 0) {
		LINT_WRONG(l, p, line,
			"`%.80s` is not the broken program's `%.80s`; keep its contract", own,
			twin);
	}
}
