// SPDX-License-Identifier: MIT
/* The score card: for each level a plot of precision and recall, and below it the numbers. */
#include <string.h>

#include "book_page.h"
#include "score.h"

enum { NAMES = 96, AXIS = 240, RIGHT = 44, TOP = 26, ROW = 24, WIDTH = NAMES + AXIS + RIGHT };

static const char *
level_title(enum score_level level)
{
	static const char *const titles[] = {"Programs: is this one broken?", "Lines: where?",
		"Lines and accesses: where, and doing what?"};
	return titles[level];
}

static void
add_line(struct html *h, const char *class, double x1, double y1, double x2, double y2)
{
	html_begin(h, "line", "class", class, NULL);
	html_attrf(h, "x1", "%.1f", x1);
	html_attrf(h, "y1", "%.1f", y1);
	html_attrf(h, "x2", "%.1f", x2);
	html_attrf(h, "y2", "%.1f", y2);
	html_end(h);
}

static void
add_label(struct html *h, const char *anchor, double x, double y, const char *text)
{
	html_begin(h, "text", "text-anchor", anchor, NULL);
	html_attrf(h, "x", "%.1f", x);
	html_attrf(h, "y", "%.1f", y);
	html_text(h, text);
	html_end(h);
}

/* Recall is a filled circle, precision a diamond around or beside it. */
static void
add_values(struct html *h, double y, const struct score_counts *c)
{
	double precision = score_precision(c), recall = score_recall(c);
	double px = NAMES + AXIS * precision, rx = NAMES + AXIS * recall;
	if (precision >= 0 && recall >= 0) {
		add_line(h, "span", px < rx ? px : rx, y, px < rx ? rx : px, y);
	}
	if (recall >= 0) {
		html_begin(h, "circle", "class", "recall", "r", "4.5", NULL);
		html_attrf(h, "cx", "%.1f", rx);
		html_attrf(h, "cy", "%.1f", y);
		html_end(h);
	}
	if (precision >= 0) {
		html_begin(h, "path", "class", "precision", NULL);
		html_attrf(h, "d", "M%.1f %.1fl7 7l-7 7l-7 -7z", px, y - 7);
		html_end(h);
	}
}

static void
add_axis(struct html *h, double bottom)
{
	for (int i = 0; i <= 4; i++) {
		static const char *const ticks[] = {"0", "0.25", "0.5", "0.75", "1"};
		double x = NAMES + AXIS * i / 4.0;
		add_line(h, "grid", x, TOP - 6, x, bottom);
		add_label(h, "middle", x, TOP - 12, ticks[i]);
	}
}

static void
add_plot(struct book_page *p, enum score_level level)
{
	const struct result *r = p->book->result;
	struct html *h = &p->h;
	size_t rows = 0;
	for (size_t i = 0; i < r->score_count; i++) {
		rows += !(level && r->scores[i].names_no_line);
	}
	double height = TOP + (double)ROW * (double)rows + 4;
	html_begin(h, "figure", NULL);
	html_put(h, "figcaption", NULL, level_title(level));
	html_begin(h, "svg", "class", "plot", "role", "img", NULL);
	html_attrf(h, "aria-labelledby", "plot%d", (int)level);
	html_attrf(h, "viewBox", "0 0 %d %.0f", WIDTH, height);
	html_begin(h, "title", NULL);
	html_attrf(h, "id", "plot%d", (int)level);
	html_textf(h, "Precision and recall by %s; the numbers are in the table below",
		score_level_name(level));
	html_end(h);
	add_axis(h, height - 4);
	double y = TOP + ROW / 2.0;
	for (size_t i = 0; i < r->score_count; i++) {
		const struct score *s = &r->scores[i];
		if (level && s->names_no_line) {
			continue;
		}
		add_label(h, "end", NAMES - 12, y + 4, s->name);
		add_line(h, "row", NAMES, y, NAMES + AXIS, y);
		add_values(h, y, &s->counts[level]);
		y += ROW;
	}
	html_end(h);
	html_end(h);
	html_line(h);
}

static void
add_number(struct html *h, double value)
{
	html_begin(h, "td", "class", "num", NULL);
	if (value >= 0) {
		/* Rounded down, as everywhere: only a perfect score is 1.00. */
		html_textf(h, "%.2f", (double)(int)(value * 100 + 1e-9) / 100);
	} else {
		html_text(h, "–");
	}
	html_end(h);
}

static void
add_table_head(struct html *h)
{
	static const char *const measures[] = {"precision", "recall", "F1"};
	html_begin(h, "thead", NULL);
	html_begin(h, "tr", NULL);
	html_begin(h, "th", "scope", "col", "rowspan", "2", NULL);
	html_text(h, "detector");
	html_end(h);
	for (int l = 0; l < SCORE_LEVELS; l++) {
		html_begin(h, "th", "scope", "colgroup", "colspan", "3", NULL);
		html_text(h, l == SCORE_ACCESS ? "line and access"
					       : score_level_name((enum score_level)l));
		html_end(h);
	}
	html_end(h);
	html_begin(h, "tr", NULL);
	for (int i = 0; i < 3 * SCORE_LEVELS; i++) {
		html_begin(h, "th", "scope", "col", NULL);
		html_text(h, measures[i % 3]);
		html_end(h);
	}
	html_end(h);
	html_end(h);
	html_line(h);
}

static void
add_table(struct book_page *p)
{
	const struct result *r = p->book->result;
	struct html *h = &p->h;
	html_begin(h, "div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label",
		"The numbers of the score card", NULL);
	html_begin(h, "table", "class", "scores", NULL);
	html_put(h, "caption", NULL, "The numbers of the plots");
	add_table_head(h);
	html_begin(h, "tbody", NULL);
	for (size_t i = 0; i < r->score_count; i++) {
		const struct score *s = &r->scores[i];
		html_begin(h, "tr", NULL);
		html_begin(h, "th", "scope", "row", NULL);
		html_text(h, s->name);
		html_end(h);
		for (int l = 0; l < SCORE_LEVELS; l++) {
			bool none = l && s->names_no_line;
			const struct score_counts *c = &s->counts[l];
			add_number(h, none ? -1 : score_precision(c));
			add_number(h, none ? -1 : score_recall(c));
			add_number(h, none ? -1 : score_f1(c));
		}
		html_end(h);
		html_line(h);
	}
	html_end(h);
	html_end(h);
	html_end(h);
}

void
book_scores(struct book_page *p)
{
	const struct result *r = p->book->result;
	struct html *h = &p->h;
	if (!r->score_count) {
		return;
	}
	book_heading(p, 2, "score", "The score card");
	html_begin(h, "p", NULL);
	html_textf(h, "%d broken and %d right programs. ", r->scores[0].broken, r->scores[0].right);
	html_begin(h, "strong", NULL);
	html_text(h, "Recall");
	html_end(h);
	html_text(h, " (●) is the share of what is there that a detector saw, ");
	html_begin(h, "strong", NULL);
	html_text(h, "precision");
	html_end(h);
	html_text(h, " (◇) the share of what it said that is so. Where both are 1, it saw "
		     "everything and said nothing else.");
	html_end(h);
	html_begin(h, "div", "class", "plots", NULL);
	for (int l = 0; l < SCORE_LEVELS; l++) {
		add_plot(p, (enum score_level)l);
	}
	html_end(h);
	html_begin(h, "details", NULL);
	html_put(h, "summary", NULL, "The numbers");
	add_table(p);
	html_end(h);
	html_line(h);
}
