// SPDX-License-Identifier: MIT
#include "explain.h"

#include <string.h>

#include "arena.h"
#include "case.h"
#include "cause.h"
#include "code.h"
#include "facts.h"
#include "next.h"
#include "pattern.h"
#include "phrases.h"
#include "rank.h"
#include "sentence.h"
#include "site.h"
#include "stanza.h"
#include "text.h"

enum { CONTEXT = 2, MOST_CASES = 4, MOST_REMEDIES = KIND_TEXT_MOST + 1, SAME_ADVICE = 10 };

struct names {
	const char **items;
	size_t count;
};

static void
add_file(struct arena *a, struct names *names, const struct frame *site)
{
	for (size_t i = 0; site && site->file && i < names->count; i++) {
		if (strcmp(names->items[i], site->file) == 0) {
			return;
		}
	}
	if (site && site->file) {
		*ARENA_PUSH(a, names->items, names->count) = site->file;
	}
}

/* Of its sides; where none of them names a file, of the calls that created its threads. */
static void
add_files(struct arena *a, struct names *names, const struct finding *f)
{
	bool named = false;
	for (size_t i = 0; i < f->access_count; i++) {
		const struct frame *site = site_of_access(&f->accesses[i]);
		add_file(a, names, site);
		named |= site && site->file;
	}
	for (size_t i = 0; i < f->thread_count && !named; i++) {
		add_file(a, names, site_of(&f->threads[i].stack));
	}
}

const char **
explain_files(struct arena *a, const struct findings *findings)
{
	struct names names = {0};
	for (size_t i = 0; i < findings->count; i++) {
		add_files(a, &names, &findings->items[i]);
	}
	*ARENA_PUSH(a, names.items, names.count) = NULL;
	return names.items;
}

static struct codes
read_codes(struct arena *a, const struct explain_request *r)
{
	struct code *items = arena_alloc(a, r->file_count + 1, sizeof *items);
	for (size_t i = 0; i < r->file_count; i++) {
		items[i] = code_read(a, &r->files[i]);
	}
	return (struct codes){items, r->file_count};
}

static const struct explain_file *
find_file(const struct explain_request *r, const char *name)
{
	for (size_t i = 0; name && i < r->file_count; i++) {
		if (strcmp(r->files[i].name, name) == 0) {
			return &r->files[i];
		}
	}
	return NULL;
}

/* Why the file here may not be what the report speaks of; NULL: nothing speaks against it. */
static const char *
doubt(struct arena *a, const struct code *c, const struct frame *site)
{
	const char *function = site_function(a, site), *line = code_bare(c, site->line);
	int from, to;
	if ((size_t)site->line > c->count) {
		return arena_printf(a, "not the report's source? It has only %zu lines", c->count);
	}
	if (strspn(line, " \t") == strlen(line)) {
		return arena_printf(a, "not the report's source? Line %d is empty", site->line);
	}
	if (function && code_function(c, site->line, &from, &to) &&
		!code_names(code_between(a, c, from, to), function)) {
		return arena_printf(
			a, "not the report's source? Line %d isn't in `%s`", site->line, function);
	}
	return NULL;
}

static struct explained_source
source_of(struct arena *a, const struct explain_request *r, const struct codes *codes,
	const struct frame *site)
{
	const struct explain_file *file = site ? find_file(r, site->file) : NULL;
	const struct code *c = facts_code(codes, site);
	struct explained_source s = {0};
	if (!file || !(c || file->warning)) {
		return s;
	}
	s.file = file->shown ? file->shown : file->name;
	s.focus = site->line;
	s.warning = file->warning || !c ? file->warning : doubt(a, c, site);
	if (!c || (size_t)site->line > c->count) {
		return s;
	}
	int last = site->line + CONTEXT < (int)c->count ? site->line + CONTEXT : (int)c->count;
	s.first = site->line > CONTEXT ? site->line - CONTEXT : 1;
	s.line_count = (size_t)(last - s.first + 1);
	s.lines = arena_alloc(a, s.line_count, sizeof *s.lines);
	for (size_t i = 0; i < s.line_count; i++) {
		s.lines[i] = c->lines[(size_t)s.first - 1 + i].text;
	}
	return s;
}

static void
set_sides(struct explanation *e, const struct facts *f, const struct explain_request *r,
	const struct codes *codes)
{
	const struct finding *finding = f->finding;
	e->side_count = finding->access_count;
	e->sides = arena_alloc(f->arena, e->side_count + 1, sizeof *e->sides);
	for (size_t i = 0; i < e->side_count; i++) {
		const struct access *a = &finding->accesses[i];
		e->sides[i] = (struct explained_side){
			.words = sentence_side(f, a),
			.locks = sentence_locks(f, a),
			.site = site_of_access(a),
		};
		e->sides[i].source = source_of(f->arena, r, codes, e->sides[i].site);
	}
}

/* The catalogue's own program that the finding is in; NULL: it is somebody's own. */
static const struct testcase *
own_case(const struct finding *f, const struct explain_request *r)
{
	for (size_t i = 0; i < f->access_count; i++) {
		const struct frame *site = site_of_access(&f->accesses[i]);
		for (size_t k = 0; site && site->file && k < r->case_count; k++) {
			if (text_ends(site->file, r->cases[k]->broken.file)) {
				return r->cases[k];
			}
		}
	}
	return NULL;
}

static bool
add_case(struct explanation *e, const char *id)
{
	for (size_t i = 0; i < e->case_count; i++) {
		if (strcmp(e->cases[i], id) == 0) {
			return true;
		}
	}
	if (e->case_count < MOST_CASES) {
		e->cases[e->case_count++] = id;
	}
	return e->case_count < MOST_CASES;
}

static const struct testcase *
find_case(const struct explain_request *r, const char *id)
{
	for (size_t i = 0; i < r->case_count; i++) {
		if (strcmp(r->cases[i]->id, id) == 0) {
			return r->cases[i];
		}
	}
	return NULL;
}

/* Whether the case is there for findings of this kind. */
static bool
shows(const struct testcase *t, enum kind k)
{
	for (size_t i = 0; i < t->broken.expect_count; i++) {
		if (t->broken.expects[i].kind == k) {
			return t->broken.role == PROGRAM_BROKEN;
		}
	}
	return false;
}

static void
set_cases(struct explanation *e, const struct facts *f, const struct explain_request *r,
	const struct pattern *p)
{
	const struct testcase *own = own_case(f->finding, r);
	e->cases = arena_alloc(f->arena, MOST_CASES, sizeof *e->cases);
	if (own) {
		add_case(e, own->id);
	}
	for (size_t i = 0; p && i < PATTERN_LIKE && p->like[i]; i++) {
		if (find_case(r, p->like[i])) {
			add_case(e, p->like[i]);
		}
	}
	for (size_t i = 0; p && i < r->case_count && e->case_count < 2; i++) {
		const struct testcase *t = r->cases[i];
		if (shows(t, f->finding->kind) && strcmp(t->class, p->class) == 0) {
			add_case(e, t->id);
		}
	}
	next_command(e, f->arena, own ? own->id : NULL);
}

static void
set_advice(struct explanation *e, const struct facts *f, const struct pattern *p)
{
	const struct kind_text *words = phrases_of(p && p->as ? p->as : (int)f->finding->kind);
	const char *suppression = phrases_suppression(f->finding->detector);
	e->remedies = arena_alloc(f->arena, MOST_REMEDIES, sizeof *e->remedies);
	e->silencers = arena_alloc(f->arena, KIND_TEXT_MOST + 1, sizeof *e->silencers);
	if (p && p->remedy) {
		e->remedies[e->remedy_count++] = p->remedy;
	}
	for (size_t i = 0; i < KIND_TEXT_MOST && words->remedies[i]; i++) {
		if (p && p->remedy && strncmp(p->remedy, words->remedies[i], SAME_ADVICE) == 0) {
			continue;
		}
		e->remedies[e->remedy_count++] = words->remedies[i];
	}
	for (size_t i = 0; i < KIND_TEXT_MOST && words->silencers[i]; i++) {
		e->silencers[e->silencer_count++] = words->silencers[i];
	}
	if (suppression && !words->tolerable) {
		e->silencers[e->silencer_count++] = suppression;
	}
}

static void
set_class(struct explanation *e, const struct pattern *p)
{
	if (!p) {
		e->class_reason = "hazard doesn't know this kind of report";
		return;
	}
	e->pattern = p->name;
	e->certainty = p->rival ? CERTAINTY_NONE : p->certainty;
	e->class = p->rival ? NULL : p->class;
	e->class_reason = p->reason;
	if (p->rival) {
		e->candidates[0] = p->class;
		e->candidates[1] = p->rival;
	}
}

static struct explanation
explain_one(struct arena *a, const struct finding *finding, int count,
	const struct company *company, const struct explain_request *r, const struct codes *codes)
{
	struct explanation e = {.finding = finding, .count = count};
	struct facts f;
	facts_gather(&f, a, finding, company, codes);
	const struct pattern *p = finding->kind == KIND_UNKNOWN ? NULL : pattern_of(&f);
	e.title = sentence_title(&f);
	e.what = sentence_what(&f);
	e.missing = p && p->missing ? p->missing
				    : phrases_of(p && p->as ? p->as : (int)finding->kind)->missing;
	e.harm = sentence_harm(&f, p ? p->as : 0);
	e.front[0] = f.index[0];
	e.front[1] = f.index[1];
	stanza_lines(a, finding, &e.lines, &e.line_count);
	set_sides(&e, &f, r, codes);
	set_class(&e, p);
	set_advice(&e, &f, p);
	set_cases(&e, &f, r, p);
	return e;
}

struct explanations
explain_findings(struct arena *a, const struct findings *findings, const struct explain_request *r)
{
	struct explanations all = {0};
	struct codes codes = read_codes(a, r);
	struct company company = facts_company_of(a, findings);
	struct cause *causes = cause_group(a, findings, r->counts, &all.count);
	all.items = arena_alloc(a, all.count + 1, sizeof *all.items);
	for (size_t i = 0; i < all.count; i++) {
		all.items[i] =
			explain_one(a, causes[i].finding, causes[i].count, &company, r, &codes);
		all.reports += causes[i].count;
	}
	rank_sort(all.items, all.count);
	all.first_reason = all.count > 1 ? rank_reason(&all.items[0], &all.items[1]) : NULL;
	return all;
}
