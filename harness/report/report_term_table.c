// SPDX-License-Identifier: MIT
/* The table: a line a case, a column a detector. */
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "report_cell.h"
#include "report_term.h"
#include "text.h"

enum { WIDE = 96, LEAST_ID = 12 };

/* Column widths, with the signs but without the gaps. */
struct layout {
	int id, detectors[DET_COUNT], fixes, verdict;
	int gap;
	bool words; /* verdicts in full */
};

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
	struct cell fixes = report_cell_fixes(c);
	l->fixes = larger(l->fixes, cell_width(&fixes));
	for (int d = 0; d < DET_COUNT; d++) {
		if (r->detectors[d] && c->program_count) {
			struct cell cell = report_cell_detector(&c->programs[0], (enum detector)d);
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
	char text[REPORT_CELL_LEN + 8];
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
			struct cell cell = c->program_count ? report_cell_detector(&c->programs[0],
								      (enum detector)d)
							    : report_cell(MARK_SKIP, "");
			screen_spaces(s, l->gap);
			put_cell(s, &cell, l->detectors[d]);
		}
	}
	struct cell fixes = report_cell_fixes(c), verdict = report_cell(term_mark(c->verdict),
							  verdict_word(c->verdict, l->words));
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
		char text[REPORT_CELL_LEN] = "";
		if (v->asked && v->runs && !v->search) {
			snprintf(text, sizeof text, "%.0f-%.0f%%", v->low * 100, v->high * 100);
		}
		screen_spaces(s, l->gap);
		screen_cell(s, STYLE_DIM, text, l->detectors[d]);
	}
	screen_end_line(s);
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
