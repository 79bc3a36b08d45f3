// SPDX-License-Identifier: MIT
/* A page of Markdown for the summary of a CI job (GitHub takes 1 MiB). */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "item.h"
#include "markdown.h"
#include "report.h"
#include "report_score.h"
#include "report_words.h"
#include "score.h"
#include "verdict.h"

enum { PAGE_MAX = 900 * 1024, NAME_MAX = 200, ROWS_MAX = 1000 };

static const enum verdict columns[] = {
	VERDICT_PASS, VERDICT_FAIL, VERDICT_ERROR, VERDICT_INCONCLUSIVE, VERDICT_SKIP};
enum { COLUMNS = sizeof columns / sizeof *columns };

static void
add_text(struct buf *out, struct arena *a, const char *text, size_t max)
{
	const char *safe = item_text(a, text, max);
	markdown_text(out, safe, strlen(safe));
}

static void
add_count(struct buf *out, int n, const char *what)
{
	if (n) {
		buf_addf(out, ", %d %s", n, what);
	}
}

static void
add_head(struct buf *out, struct arena *a, const struct result *r)
{
	const struct summary *s = &r->summary;
	bool good = !s->fail && !s->error;
	buf_addf(out, "## %s hazard: %d case%s", good ? "✅" : "❌", s->cases,
		s->cases == 1 ? "" : "s");
	add_count(out, s->pass, "pass");
	add_count(out, s->fail, "fail");
	add_count(out, s->error, "error");
	add_count(out, s->inconclusive, "inconclusive");
	add_count(out, s->skip, "skipped");
	buf_adds(out, "\n\n");
	if (r->partial) {
		buf_adds(out, "**Not complete:** ");
		add_text(out, a, r->partial, NAME_MAX);
		buf_adds(out, ". What is here is true, but not all.\n\n");
	}
}

/* Counts of the cases of the class of case `first`, as a row. */
static void
add_class(struct buf *out, struct arena *a, const struct result *r, size_t first)
{
	const char *class = r->cases[first].testcase->class;
	int counts[VERDICT_COUNT] = {0};
	for (size_t i = 0; i < r->case_count; i++) {
		const struct case_verdict *c = &r->cases[i];
		if (strcmp(c->testcase->class, class) != 0) {
			continue;
		}
		if (i < first) {
			return; /* it has its row */
		}
		counts[c->verdict]++;
	}
	buf_adds(out, "| ");
	add_text(out, a, class, NAME_MAX);
	for (size_t i = 0; i < COLUMNS; i++) {
		if (counts[columns[i]]) {
			buf_addf(out, " | %d", counts[columns[i]]);
		} else {
			buf_adds(out, " | ");
		}
	}
	buf_adds(out, " |\n");
}

static void
add_classes(struct buf *out, struct arena *a, const struct result *r)
{
	buf_adds(out, "| class | pass | fail | error | inconclusive | skip |\n"
		      "|---|--:|--:|--:|--:|--:|\n");
	for (size_t i = 0; i < r->case_count && out->len < PAGE_MAX / 2; i++) {
		add_class(out, a, r, i);
	}
	buf_addc(out, '\n');
}

static void
add_item(struct buf *out, struct arena *a, const struct item *item)
{
	char line[16];
	struct buf place = {0};
	snprintf(line, sizeof line, ":%d", item->line);
	buf_addf(&place, "%s%s", item_text(a, item->file, NAME_MAX), line);
	buf_adds(out, "| ");
	markdown_code(out, place.data, place.len);
	buf_addf(out, " | %s | ", detector_title(item->detector));
	add_text(out, a, item->message, ITEM_MESSAGE);
	buf_adds(out, " |\n");
	buf_free(&place);
}

/* A table of those of the level, as many as the page takes. */
static void
add_items(struct buf *out, struct arena *a, const struct items *items, enum item_level level,
	const char *title)
{
	size_t count = 0, shown = 0;
	for (size_t i = 0; i < items->count; i++) {
		if (items->items[i].level != level || items->items[i].stated) {
			continue;
		}
		if (!count++) {
			buf_addf(out, "### %s\n\n| where | detector | what |\n|---|---|---|\n",
				title);
		}
		if (shown < ROWS_MAX && out->len < PAGE_MAX) {
			add_item(out, a, &items->items[i]);
			shown++;
		}
	}
	if (shown < count) {
		buf_addf(out, "\n%zu more are in the other reports.\n", count - shown);
	}
	buf_adds(out, count ? "\n" : "");
}

/* Rounded down, so that 1.00 is all of them. */
static void
add_share(struct buf *out, double share)
{
	if (share < 0) {
		buf_adds(out, " –");
	} else {
		int hundredths = (int)(share * 100 + 1e-9);
		buf_addf(out, " %d.%02d", hundredths / 100, hundredths % 100);
	}
}

static void
add_scores(struct buf *out, struct arena *a, const struct result *r)
{
	if (!r->score_count) {
		return;
	}
	buf_adds(out, "### Score card\n\n"
		      "Precision, recall and F1 of each detector, by program, by line, and by line "
		      "and access.\n\n"
		      "| detector | program | line | line and access |\n|---|---|---|---|\n");
	for (size_t i = 0; i < r->score_count; i++) {
		const struct score *s = &r->scores[i];
		buf_adds(out, "| ");
		add_text(out, a, s->name, NAME_MAX);
		for (int l = 0; l < SCORE_LEVELS; l++) {
			buf_adds(out, " |");
			if (l && s->names_no_line) {
				buf_adds(out, " –");
				continue;
			}
			add_share(out, score_precision(&s->counts[l]));
			add_share(out, score_recall(&s->counts[l]));
			add_share(out, score_f1(&s->counts[l]));
		}
		buf_adds(out, " |\n");
	}
	struct buf fewer = {0};
	report_scores_fewer(&fewer, r->scores, r->score_count);
	if (fewer.len) {
		buf_addc(out, '\n');
		add_text(out, a, fewer.data, ITEM_MESSAGE);
		buf_addc(out, '\n');
	}
	buf_free(&fewer);
	buf_addc(out, '\n');
}

static void
add_foot(struct buf *out, struct arena *a, const struct result *r)
{
	struct buf b = {0};
	buf_addf(&b, "hazard %s", r->hazard_version ? r->hazard_version : "");
	for (size_t i = 0; i < r->tool_count && i < 16; i++) {
		if (r->tools[i].version) {
			buf_addf(&b, ", %s %.100s", r->tools[i].name, r->tools[i].version);
		}
	}
	buf_addf(&b, "; seed %" PRIu64 "; ", r->seed);
	report_duration(&b, r->wall_ns);
	add_text(out, a, b.data, ITEM_MESSAGE);
	buf_addc(out, '\n');
	buf_free(&b);
}

bool
report_summary(const struct result *result, struct buf *out, const struct report_options *options)
{
	(void)options;
	struct arena a = {0};
	struct items items = items_of_result(&a, result);
	add_head(out, &a, result);
	add_classes(out, &a, result);
	add_items(out, &a, &items, ITEM_ERROR, "What failed");
	add_items(out, &a, &items, ITEM_WARNING, "What is open");
	add_scores(out, &a, result);
	add_foot(out, &a, result);
	arena_free(&a);
	return true;
}
