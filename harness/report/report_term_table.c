// SPDX-License-Identifier: MIT
/* The table: a line a case, a column a detector. */
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "report_term.h"
#include "text.h"

enum { CELL_LEN = 40, WIDE = 96, LEAST_ID = 12 };

struct cell {
	enum mark mark;
	char text[CELL_LEN]; /* without the mark's sign */
};

/* Column widths, with the signs but without the gaps. */
struct layout {
	int id, detectors[DET_COUNT], fixes, verdict;
	int gap;
	bool words; /* verdicts in full */
};

static struct cell
make_cell(enum mark mark, const char *text)
{
	struct cell c = {.mark = mark};
	snprintf(c.text, sizeof c.text, "%s", text);
	return c;
}

static struct cell
make_rate(enum mark mark, int k, int n)
{
	struct cell c = {.mark = mark};
	snprintf(c.text, sizeof c.text, "%d/%d", k, n);
	return c;
}

static struct cell
passed_cell(const struct detector_verdict *v)
{
	switch (v->reason) {
	case REASON_BLIND:
		return make_cell(MARK_QUIET, "blind");
	case REASON_UNABLE:
		return make_cell(MARK_QUIET, "unable");
	case REASON_FALSE_ALARM:
		return make_cell(MARK_QUIET, "alarm");
	case REASON_CLEAN:
		return make_cell(MARK_PASS, "clean");
	default:
		/* The explorer's one search is no rate. */
		return v->search ? make_cell(v->detected ? MARK_PASS : MARK_QUIET,
					   v->detected ? "found" : "none")
				 : make_rate(v->detected ? MARK_PASS : MARK_QUIET, v->detected,
					   v->runs);
	}
}

static struct cell
failed_cell(const struct detector_verdict *v, bool broken)
{
	switch (v->reason) {
	case REASON_MISSED:
		return make_cell(MARK_FAIL, "missed");
	case REASON_BLIND_SEES:
		return make_cell(MARK_FAIL, "sees");
	case REASON_STALE:
		return make_cell(MARK_FAIL, "stale");
	case REASON_UNEXPECTED:
		return broken      ? make_cell(MARK_FAIL, "extra")
		       : v->search ? make_cell(MARK_FAIL, "found")
				   : make_rate(MARK_FAIL, v->detected, v->runs);
	default:
		return make_cell(MARK_FAIL, "fail");
	}
}

static struct cell
detector_cell(const struct program_verdict *p, enum detector d)
{
	const struct detector_verdict *v = &p->detectors[d];
	if (!v->asked || v->verdict == VERDICT_SKIP) {
		return make_cell(MARK_SKIP, "");
	}
	switch (v->verdict) {
	case VERDICT_PASS:
		return passed_cell(v);
	case VERDICT_FAIL:
		return failed_cell(v, p->program->role == PROGRAM_BROKEN);
	case VERDICT_INCONCLUSIVE:
		return v->reason == REASON_DIFFERS ? make_cell(MARK_OPEN, "differs")
						   : make_rate(MARK_OPEN, v->detected, v->runs);
	default:
		return make_cell(MARK_ERROR, "error");
	}
}

/* How many of the fixes pass, marked by the gravest. */
static struct cell
fixes_cell(const struct case_verdict *c)
{
	int all = 0, good = 0;
	enum verdict worst = VERDICT_PASS;
	for (size_t i = 0; i < c->program_count; i++) {
		if (c->programs[i].program->role == PROGRAM_FIX) {
			all++;
			good += c->programs[i].verdict == VERDICT_PASS;
			worst = verdict_worse(worst, c->programs[i].verdict);
		}
	}
	return all ? make_rate(term_mark(worst), good, all) : make_cell(MARK_SKIP, "");
}

static const char *
verdict_word(enum verdict v, bool words)
{
	return v == VERDICT_INCONCLUSIVE && !words ? "open" : verdict_name(v);
}

static int
larger(int a, int b)
{
	return a > b ? a : b;
}

static int
cell_width(const struct cell *c)
{
	return 2 + (int)strlen(c->text);
}

static void
measure_case(struct layout *l, const struct result *r, const struct case_verdict *c)
{
	l->id = larger(l->id, (int)text_width(c->testcase->id));
	l->verdict = larger(l->verdict, 2 + (int)strlen(verdict_word(c->verdict, l->words)));
	struct cell fixes = fixes_cell(c);
	l->fixes = larger(l->fixes, cell_width(&fixes));
	for (int d = 0; d < DET_COUNT; d++) {
		if (r->detectors[d] && c->program_count) {
			struct cell cell = detector_cell(&c->programs[0], (enum detector)d);
			l->detectors[d] = larger(l->detectors[d], cell_width(&cell));
		}
	}
}

static int
total_width(const struct layout *l, const struct result *r)
{
	int total = l->id + l->gap + l->fixes + l->gap + l->verdict;
	for (int d = 0; d < DET_COUNT; d++) {
		total += r->detectors[d] ? l->gap + l->detectors[d] : 0;
	}
	return total;
}

static struct layout
lay_out(const struct screen *s, const struct result *r)
{
	struct layout l = {.id = 4, .fixes = 5, .verdict = 7, .gap = 3, .words = s->width >= WIDE};
	for (int d = 0; d < DET_COUNT; d++) {
		l.detectors[d] = (int)strlen(detector_name((enum detector)d));
	}
	for (size_t i = 0; i < r->case_count; i++) {
		measure_case(&l, r, &r->cases[i]);
	}
	while (l.gap > 1 && total_width(&l, r) > s->width) {
		l.gap--;
	}
	int over = total_width(&l, r) - s->width;
	if (over > 0) {
		l.id = larger(LEAST_ID, l.id - over);
		l.gap = 1;
	}
	return l;
}

static void
put_cell(struct screen *s, const struct cell *c, int width)
{
	char text[CELL_LEN + 8];
	snprintf(text, sizeof text, "%s%s%s", screen_sign(s, c->mark), c->text[0] ? " " : "",
		c->text);
	screen_cell(s, screen_style(c->mark), text, width);
}

/* The class dim, so that the eye finds the names. */
static void
put_id(struct screen *s, const char *id, int width)
{
	struct buf shown = {0};
	screen_shorten(s, &shown, id, width);
	const char *slash = strchr(buf_str(&shown), '/');
	size_t class_len = slash ? (size_t)(slash + 1 - shown.data) : 0;
	struct buf class = {0};
	buf_add(&class, buf_str(&shown), class_len);
	screen_put(s, STYLE_DIM, class.data);
	screen_cell(s, STYLE_PLAIN, shown.data + class_len, width - (int)text_width(class.data));
	buf_free(&class);
	buf_free(&shown);
}

static void
put_head(struct screen *s, const struct result *r, const struct layout *l)
{
	screen_cell(s, STYLE_BOLD, "case", l->id);
	for (int d = 0; d < DET_COUNT; d++) {
		if (r->detectors[d]) {
			screen_spaces(s, l->gap);
			screen_cell(
				s, STYLE_BOLD, detector_name((enum detector)d), l->detectors[d]);
		}
	}
	screen_spaces(s, l->gap);
	screen_cell(s, STYLE_BOLD, "fixes", l->fixes);
	screen_spaces(s, l->gap);
	screen_put(s, STYLE_BOLD, "verdict");
	buf_addc(s->out, '\n');
}

static void
put_row(struct screen *s, const struct result *r, const struct layout *l,
	const struct case_verdict *c)
{
	put_id(s, c->testcase->id, l->id);
	for (int d = 0; d < DET_COUNT; d++) {
		if (r->detectors[d]) {
			struct cell cell =
				c->program_count ? detector_cell(&c->programs[0], (enum detector)d)
						 : make_cell(MARK_SKIP, "");
			screen_spaces(s, l->gap);
			put_cell(s, &cell, l->detectors[d]);
		}
	}
	struct cell fixes = fixes_cell(c),
		    verdict = make_cell(term_mark(c->verdict), verdict_word(c->verdict, l->words));
	screen_spaces(s, l->gap);
	put_cell(s, &fixes, l->fixes);
	screen_spaces(s, l->gap);
	put_cell(s, &verdict, 0);
	buf_addc(s->out, '\n');
}

/* Under each rate its interval, in per cent. */
static void
put_intervals(struct screen *s, const struct result *r, const struct layout *l,
	const struct case_verdict *c)
{
	screen_spaces(s, l->id);
	for (int d = 0; d < DET_COUNT; d++) {
		if (!r->detectors[d]) {
			continue;
		}
		const struct detector_verdict *v = &c->programs[0].detectors[d];
		char text[CELL_LEN] = "";
		if (v->asked && v->runs && !v->search) {
			snprintf(text, sizeof text, "%.0f-%.0f%%", v->low * 100, v->high * 100);
		}
		screen_spaces(s, l->gap);
		screen_cell(s, STYLE_DIM, text, l->detectors[d]);
	}
	while (s->out->len && s->out->data[s->out->len - 1] == ' ') {
		s->out->data[--s->out->len] = '\0';
	}
	buf_addc(s->out, '\n');
}

static void
put_legend(struct screen *s, bool intervals)
{
	struct buf b = {0};
	buf_addf(&b,
		"k/n: k of n runs; found: a schedule that fails; %s fine, %s silent as stated, %s "
		"open, %s failed, %s error, %s "
		"none",
		screen_sign(s, MARK_PASS), screen_sign(s, MARK_QUIET), screen_sign(s, MARK_OPEN),
		screen_sign(s, MARK_FAIL), screen_sign(s, MARK_ERROR), screen_sign(s, MARK_SKIP));
	buf_adds(&b, intervals ? "; below: the 95 % interval of the rate" : "");
	screen_wrap(s, STYLE_DIM, b.data, b.len, 0, 0, 3);
	buf_addc(s->out, '\n');
	buf_free(&b);
}

void
term_table(struct screen *s, const struct result *r, bool intervals)
{
	if (!r->case_count) {
		return;
	}
	struct layout l = lay_out(s, r);
	put_head(s, r, &l);
	for (size_t i = 0; i < r->case_count; i++) {
		put_row(s, r, &l, &r->cases[i]);
		if (intervals && r->cases[i].program_count) {
			put_intervals(s, r, &l, &r->cases[i]);
		}
	}
	put_legend(s, intervals);
}
