// SPDX-License-Identifier: MIT
#include "problem.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "text.h"

void
problems_add(struct problems *p, const char *file, int line, const char *format, ...)
{
	bool same = p->count && strcmp(p->items[p->count - 1].file, file) == 0;
	p->in_file = same ? p->in_file + 1 : 1;
	if (p->in_file > PROBLEMS_A_FILE) {
		return;
	}
	bool last = p->in_file == PROBLEMS_A_FILE;
	va_list args;
	va_start(args, format);
	struct problem problem = {
		.file = file,
		.line = line,
		.rule = p->rule,
		.text = last ? "more is wrong from here on than is shown; mend the above first"
			     : arena_vprintf(p->arena, format, args),
	};
	va_end(args);
	*ARENA_PUSH(p->arena, p->items, p->count) = problem;
}

void
problems_join(struct problems *p, const struct problems *more)
{
	for (size_t i = 0; i < more->count; i++) {
		*ARENA_PUSH(p->arena, p->items, p->count) = more->items[i];
	}
	p->in_file = more->count ? more->in_file : p->in_file;
}

const char *
problem_help(struct arena *a, const char *word, const char *const *names)
{
	const char *near = text_nearest(word, names);
	if (near) {
		return arena_printf(a, "did you mean `%s`?", near);
	}
	if (!*names) {
		return "there is none";
	}
	struct buf list = {0};
	for (size_t i = 0; names[i]; i++) {
		buf_addf(&list, "%s%s", i ? ", " : "", names[i]);
	}
	const char *help = arena_printf(a, "known: %s", buf_str(&list));
	buf_free(&list);
	return help;
}

static int
by_place(const void *x, const void *y)
{
	const struct problem *a = x, *b = y;
	int file = strcmp(a->file, b->file);
	int line = (a->line > b->line) - (a->line < b->line);
	return file ? file : line ? line : strcmp(a->text, b->text);
}

void
problems_sort(struct problems *p, size_t first)
{
	if (p->count > first) {
		qsort(p->items + first, p->count - first, sizeof *p->items, by_place);
	}
}
