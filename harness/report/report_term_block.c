// SPDX-License-Identifier: MIT
/* A block a case that needs a person: what, why, the evidence, the command to see it again. */
#include <string.h>

#include "buf.h"
#include "report_term.h"
#include "report_words.h"
#include "text.h"

enum { SHOWN_FINDINGS = 3, SHOWN_SIDES = 4, INDENT = 4, SENTENCE_LINES = 8, EVIDENCE_LINES = 3 };

static bool
needs_a_person(enum verdict v)
{
	return v == VERDICT_FAIL || v == VERDICT_ERROR || v == VERDICT_INCONCLUSIVE;
}

static void
put_line(struct screen *s, enum style style, const struct buf *b, int indent, int hang, int lines)
{
	screen_spaces(s, indent);
	screen_wrap(s, style, buf_str(b), b->len, indent, hang, lines);
}

static void
put_sides(struct screen *s, const struct result *r, const struct program *p,
	const struct finding *f, int indent)
{
	for (size_t i = 0; i < f->access_count && i < SHOWN_SIDES; i++) {
		struct buf b = {0};
		report_side(&b, r, p, &f->accesses[i]);
		put_line(s, STYLE_PLAIN, &b, indent, indent + 2, EVIDENCE_LINES);
		buf_free(&b);
	}
}

static void
put_sighting(struct screen *s, const struct result *r, const struct program *p,
	const struct sighting *g, int indent)
{
	static const char prefix[] = "Location is ";
	const char *where = g->finding ? g->finding->location.words : NULL;
	struct buf b = {0};
	buf_adds(&b, kind_name(g->kind));
	if (where) {
		buf_addf(&b, " on %s",
			text_starts(where, prefix) ? where + sizeof prefix - 1 : where);
	}
	if (g->evidence) {
		buf_addf(&b, ": %s", g->evidence);
	}
	put_line(s, STYLE_DIM, &b, indent, indent + 2, EVIDENCE_LINES);
	if (g->finding) {
		put_sides(s, r, p, g->finding, indent + 2);
	}
	buf_free(&b);
}

/* The findings that nothing claims, with their sides: they are what the sentence complains about.
 */
static void
put_evidence(struct screen *s, const struct result *r, const struct program *p,
	const struct detector_verdict *v, int indent)
{
	int shown = 0;
	for (size_t i = 0; i < v->sighting_count && shown < SHOWN_FINDINGS; i++) {
		const struct sighting *g = &v->sightings[i];
		bool said = !g->finding && (!g->evidence || strstr(v->sentence, g->evidence));
		if (!g->claimed && !said) {
			put_sighting(s, r, p, g, indent);
			shown++;
		}
	}
}

static void
put_detector(struct screen *s, const struct result *r, const struct program *p, enum detector d,
	const struct detector_verdict *v)
{
	enum { NAME_WIDTH = 10 };
	enum mark m = term_mark(v->verdict);
	int column = INDENT + 2 + NAME_WIDTH;
	screen_spaces(s, INDENT);
	screen_cell(s, screen_style(m), screen_sign(s, m), 2);
	screen_cell(s, STYLE_BOLD, detector_name(d), NAME_WIDTH);
	screen_wrap(
		s, STYLE_PLAIN, v->sentence, strlen(v->sentence), column, column, SENTENCE_LINES);
	put_evidence(s, r, p, v, column);
	if (v->command) {
		/* Never broken, so that it can be copied. */
		screen_spaces(s, INDENT + 2);
		screen_cell(s, STYLE_DIM, "again", NAME_WIDTH);
		screen_put(s, STYLE_PLAIN, v->command);
		buf_addc(s->out, '\n');
	}
}

static bool
put_program(struct screen *s, const struct result *r, const struct program_verdict *v)
{
	bool headed = false;
	for (int d = 0; d < DET_COUNT; d++) {
		const struct detector_verdict *dv = &v->detectors[d];
		if (!dv->asked || !needs_a_person(dv->verdict)) {
			continue;
		}
		if (!headed) {
			screen_spaces(s, 2);
			screen_put(s, STYLE_PLAIN, v->program->file);
			screen_put(s, STYLE_DIM,
				v->program->role == PROGRAM_BROKEN ? " (broken)"
				: v->program->role == PROGRAM_FIX  ? " (fix)"
								   : " (benign)");
			buf_addc(s->out, '\n');
			headed = true;
		}
		put_detector(s, r, v->program, (enum detector)d, dv);
	}
	return headed;
}

static void
put_case(struct screen *s, const struct result *r, const struct case_verdict *c)
{
	enum mark m = term_mark(c->verdict);
	screen_cell(s, screen_style(m), screen_sign(s, m), 2);
	screen_put(s, STYLE_BOLD, c->testcase->id);
	screen_put(s, screen_style(m), "  ");
	screen_put(s, screen_style(m), verdict_name(c->verdict));
	buf_addc(s->out, '\n');
	if (c->testcase->title) {
		screen_spaces(s, 2);
		screen_wrap(s, STYLE_DIM, c->testcase->title, strlen(c->testcase->title), 2, 2,
			EVIDENCE_LINES);
	}
	bool said = false;
	for (size_t i = 0; i < c->program_count; i++) {
		said |= put_program(s, r, &c->programs[i]);
	}
	if (c->problem) {
		screen_spaces(s, 2);
		screen_wrap(s, STYLE_PLAIN, c->problem, strlen(c->problem), 2, 4, SENTENCE_LINES);
	} else if (!c->complete || !said) {
		screen_spaces(s, 2);
		screen_put(s, STYLE_PLAIN,
			c->complete ? "no detector said why: see the messages above"
				    : "interrupted before all its programs were judged");
		buf_addc(s->out, '\n');
	}
	buf_addc(s->out, '\n');
}

static bool
has_cost(const struct case_verdict *c)
{
	for (size_t i = 0; i < c->program_count; i++) {
		if (c->programs[i].cost.sentence) {
			return true;
		}
	}
	return false;
}

/* A line a program: the case, then the broken one and its fixes. */
static void
put_costs(struct screen *s, const struct case_verdict *c)
{
	enum { NAME_WIDTH = 20, AT = NAME_WIDTH + 2 };
	screen_put(s, STYLE_PLAIN, c->testcase->id);
	buf_addc(s->out, '\n');
	for (size_t i = 0; i < c->program_count; i++) {
		const struct program_verdict *v = &c->programs[i];
		const char *says = v->cost.sentence ? v->cost.sentence : "";
		screen_spaces(s, 2);
		screen_cell(s, STYLE_BOLD,
			v->program->role == PROGRAM_FIX ? v->program->how : "broken", NAME_WIDTH);
		screen_wrap(s, STYLE_PLAIN, says, strlen(says), AT, AT, EVIDENCE_LINES);
	}
}

void
term_costs(struct screen *s, const struct result *r)
{
	bool any = false;
	for (size_t i = 0; i < r->case_count; i++) {
		if (!has_cost(&r->cases[i])) {
			continue;
		}
		if (!any) {
			screen_put(s, STYLE_BOLD, "What the fixes cost, run natively");
			buf_addc(s->out, '\n');
			any = true;
		}
		put_costs(s, &r->cases[i]);
	}
	if (any) {
		buf_addc(s->out, '\n');
	}
}

void
term_blocks(struct screen *s, const struct result *r)
{
	for (size_t i = 0; i < r->case_count; i++) {
		if (needs_a_person(r->cases[i].verdict)) {
			put_case(s, r, &r->cases[i]);
		}
	}
}
