// SPDX-License-Identifier: MIT
#include "book_output.h"

#include <string.h>

#include "arena.h"
#include "book.h"
#include "buf.h"
#include "catalog.h"
#include "claim_words.h"
#include "csource.h"
#include "diff.h"
#include "explain.h"
#include "fs.h"
#include "text.h"
#include "verdict.h"

enum { CONTEXT = 3, README_MOST = 1 << 20 };

struct writer {
	struct arena *arena;
	const char *folder, *made; /* made: the folder made last */
};

/* The lines of one hunk, and before it a line for what was left out. */
static void
add_hunk(struct arena *a, struct book_program *p, const struct diff *d, const struct diff_hunk *h)
{
	static const enum book_diff_op ops[] = {
		[DIFF_SAME] = BOOK_SAME, [DIFF_REMOVED] = BOOK_REMOVED, [DIFF_ADDED] = BOOK_ADDED};
	if (h->first) {
		*ARENA_PUSH(a, p->diff, p->diff_count) = (struct book_diff_line){.op = BOOK_GAP};
	}
	for (size_t i = h->first; i < h->first + h->count; i++) {
		const struct diff_step *s = &d->steps[i];
		bool added = s->op == DIFF_ADDED;
		*ARENA_PUSH(a, p->diff, p->diff_count) = (struct book_diff_line){.op = ops[s->op],
			.text = s->line->s,
			.len = s->line->len,
			.old_line = added ? 0 : s->line->number,
			.new_line = added || s->op == DIFF_SAME ? s->new_number : 0};
	}
}

static void
add_diff(struct arena *a, struct book_program *p, const struct program *broken,
	const struct program *fix)
{
	struct csource old, new;
	size_t count;
	csource_init(&old, a, broken->text, broken->text_len);
	csource_init(&new, a, fix->text, fix->text_len);
	struct diff d = diff_lines(a, diff_reading(a, &old), diff_reading(a, &new));
	struct diff_hunk *hunks = diff_hunks(a, &d, CONTEXT, &count);
	for (size_t i = 0; i < count; i++) {
		add_hunk(a, p, &d, &hunks[i]);
	}
}

static void
add_said(struct arena *a, struct book_program *p, const struct program *program)
{
	for (int d = 0; d < DET_COUNT; d++) {
		struct buf said = {0};
		if (claim_detector_said(&said, program, (enum detector)d)) {
			while (said.len && said.data[said.len - 1] == '\n') {
				said.data[--said.len] = '\0';
			}
			p->said[d] = arena_strdup(a, buf_str(&said));
		}
		buf_free(&said);
	}
}

static struct book_program *
programs_of(struct arena *a, const struct case_verdict *c)
{
	struct book_program *programs = arena_alloc(a, c->program_count, sizeof *programs);
	const struct program *broken = c->programs[0].program;
	for (size_t i = 0; i < c->program_count && !c->problem; i++) {
		const struct program *p = c->programs[i].program;
		add_said(a, &programs[i], p);
		if (i) {
			add_diff(a, &programs[i], broken, p);
		}
	}
	return programs;
}

/* The classes of the result's cases, which follow each other, with their READMEs. */
static struct book_class *
classes_of(struct arena *a, const struct catalog *catalog, const struct result *r, size_t *count)
{
	struct book_class *classes = NULL;
	*count = 0;
	for (size_t i = 0; i < r->case_count; i++) {
		const char *name = r->cases[i].testcase->class;
		if (i && strcmp(name, r->cases[i - 1].testcase->class) == 0) {
			continue;
		}
		struct book_class *c = ARENA_PUSH(a, classes, *count);
		const char *path = arena_printf(a, "%s/cases/%s/README.md", catalog->root, name);
		struct buf text = {0};
		c->name = name;
		if (fs_exists(path) && fs_read(path, README_MOST, &text)) {
			c->readme = arena_strndup(a, buf_str(&text), text.len);
			c->readme_len = text.len;
		}
		buf_free(&text);
	}
	return classes;
}

/* The catalogue's cases, by which explanations know their own, and what to read. */
static const struct testcase **
cases_of(struct arena *a, const struct catalog *catalog)
{
	const struct testcase **cases = arena_alloc(a, catalog->count + 1, sizeof *cases);
	for (size_t i = 0; i < catalog->count; i++) {
		cases[i] = &catalog->cases[i].testcase;
	}
	return cases;
}

static void
explain(struct arena *a, struct sighting *s, const struct program *p,
	struct explain_request *request)
{
	/* Only read; a list of findings is no list of const ones. */
	struct finding copy = *s->finding;
	struct findings one = {arena_memdup(a, &copy, sizeof copy), 1};
	const char **names = explain_files(a, &one);
	struct explain_file *files = NULL;
	size_t count = 0;
	for (; *names; names++) {
		if (text_ends(*names, fs_base(p->file))) {
			*ARENA_PUSH(a, files, count) = (struct explain_file){.name = *names,
				.shown = p->file,
				.text = p->text,
				.len = p->text_len};
		}
	}
	request->files = files;
	request->file_count = count;
	request->counts = &s->runs;
	struct explanations e = explain_findings(a, &one, request);
	s->explanation = e.count ? &e.items[0] : NULL;
}

/* Every finding of the result in words. */
static void
explain_all(struct arena *a, const struct catalog *catalog, const struct result *r)
{
	struct explain_request request = {
		.cases = cases_of(a, catalog), .case_count = catalog->count};
	for (size_t i = 0; i < r->case_count; i++) {
		const struct case_verdict *c = &r->cases[i];
		for (size_t k = 0; k < c->program_count; k++) {
			for (int d = 0; d < DET_COUNT; d++) {
				const struct detector_verdict *v = &c->programs[k].detectors[d];
				for (size_t n = 0; v->asked && n < v->sighting_count; n++) {
					if (v->sightings[n].finding &&
						!v->sightings[n].explanation) {
						explain(a, &v->sightings[n], c->programs[k].program,
							&request);
					}
				}
			}
		}
	}
}

static bool
write_page(void *user, const char *path, const struct buf *text)
{
	struct writer *w = user;
	const char *file = fs_join(w->arena, w->folder, path), *base = fs_base(file);
	const char *folder = arena_strndup(w->arena, file, (size_t)(base - file - 1));
	if (!w->made || strcmp(w->made, folder) != 0) {
		if (!fs_make_dirs(folder)) {
			return false;
		}
		w->made = folder;
	}
	return fs_write(file, buf_str(text), text->len);
}

bool
book_output(struct arena *a, const struct catalog *catalog, const struct result *result,
	const char *folder, bool beside)
{
	struct writer w = {.arena = a, .folder = folder};
	struct book_case *cases = arena_alloc(a, result->case_count, sizeof *cases);
	for (size_t i = 0; i < result->case_count; i++) {
		cases[i].programs = programs_of(a, &result->cases[i]);
	}
	struct book book = {
		.result = result, .cases = cases, .schedules = beside ? "schedules" : NULL};
	book.classes = classes_of(a, catalog, result, &book.class_count);
	explain_all(a, catalog, result);
	return book_write(&book, write_page, &w);
}
