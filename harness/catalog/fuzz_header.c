// SPDX-License-Identifier: MIT
/*
 * Any bytes as a program file: header, markers, lint, diff and strip, as a case and as its own fix.
 * The seeds are in testdata/corpus-header.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "catalog.h"
#include "csource.h"
#include "header.h"
#include "lint.h"
#include "strip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
set_program(struct program *p, enum program_role role, const char *text, size_t len)
{
	*p = (struct program){.role = role, .text = text, .text_len = len, .path = "x.c"};
	p->file = role == PROGRAM_FIX ? "fixes/x/y.z.c" : "cases/x/y.c";
	p->how = role == PROGRAM_FIX ? "z" : NULL;
}

static void
check_program(const struct program *p, size_t lines)
{
	assert(p->title && p->story);
	for (size_t i = 0; i < p->place_count; i++) {
		assert(p->places[i].line >= 1 && (size_t)p->places[i].line <= lines);
		assert(*p->places[i].label);
	}
	for (size_t i = 0; i < p->expect_count; i++) {
		assert(p->expects[i].quant.may != (p->expects[i].quant.percent >= 10));
	}
}

/* Reads and judges the text as a case of that role, with the same text as its fix. */
static void
check_case(enum program_role role, const char *text, size_t len, size_t lines)
{
	static const bool available[DET_COUNT] = {true, true, true, true, true};
	struct arena a = {0};
	struct catalog_case c = {.problems.arena = &a};
	struct problems found = {.arena = &a};
	struct testcase *t = &c.testcase;
	t->id = "x/y", t->class = "x", t->slug = "y", t->title = "";
	t->fixes = arena_alloc(&a, 1, sizeof *t->fixes);
	t->fix_count = 1;
	c.headers = arena_alloc(&a, 2, sizeof *c.headers);
	set_program(&t->broken, role, text, len);
	set_program(&t->fixes[0], PROGRAM_FIX, text, len - len / 4);
	header_read(&c.headers[0], t, &t->broken, &a, &c.problems);
	assert(c.headers[0].sound == (c.problems.count == 0));
	header_read(&c.headers[1], NULL, &t->fixes[0], &a, &c.problems);
	check_program(&t->broken, lines);
	check_program(&t->fixes[0], lines);
	lint_case(&c, available, &found);
	arena_free(&a);
}

/* Runs of blanks made one, none at the beginning: a comment that goes leaves one, on its first
 * line. */
static void
squeeze(struct buf *b)
{
	size_t to = 0;
	for (size_t i = 0; i < b->len; i++) {
		bool blank = b->data[i] == ' ' || b->data[i] == '\t';
		if (!blank || (to && b->data[to - 1] != ' ')) {
			b->data[to++] = blank ? ' ' : b->data[i];
		}
	}
	b->len = to;
}

/* The copy has as many lines, and the same code on each. */
static void
check_strip(const struct csource *s)
{
	struct arena a = {0};
	struct buf copy = {0}, old = {0}, new = {0};
	struct csource stripped;
	strip_copy(&copy, s->text, s->len);
	csource_init(&stripped, &a, buf_str(&copy), copy.len);
	for (size_t n = 1; n <= s->line_count && n <= stripped.line_count; n++) {
		assert(csource_has_code(s, n) == csource_has_code(&stripped, n));
		buf_clear(&old), buf_clear(&new);
		csource_code(s, n, &old);
		csource_code(&stripped, n, &new);
		squeeze(&old), squeeze(&new);
		assert(old.len == new.len &&
			(!old.len || memcmp(old.data, new.data, old.len) == 0));
	}
	size_t lines = 0;
	for (size_t i = 0; i < s->len; i++) {
		lines += s->text[i] == '\n';
	}
	for (size_t i = 0; i < copy.len; i++) {
		lines -= copy.data[i] == '\n';
	}
	assert(lines == 0);
	buf_free(&copy), buf_free(&old), buf_free(&new);
	arena_free(&a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct csource s;
	char *text = arena_strndup(&a, (const char *)data, size);
	csource_init(&s, &a, text, size);
	check_case(PROGRAM_BROKEN, text, size, s.line_count);
	check_case(PROGRAM_BENIGN, text, size, s.line_count);
	check_strip(&s);
	arena_free(&a);
	return 0;
}
