// SPDX-License-Identifier: MIT
/* The score card: as a table for people, and as CSV. */
#include "report_score.h"

#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "json.h"
#include "report.h"
#include "score.h"
#include "screen.h"
#include "verdict.h"

enum { NAME_WIDTH = 13, NUMBER_WIDTH = 6, LEVEL_WIDTH = 3 * NUMBER_WIDTH + 2 };

static const char *const titles[SCORE_LEVELS] = {"program", "line", "line and access"};

/* Two decimals, rounded down, so that 1.00 is all of them. */
static void
put_share(struct screen *s, enum style style, double share)
{
	char text[NUMBER_WIDTH + 8] = "-";
	if (share >= 0) {
		snprintf(text, sizeof text, "%.2f", (double)(int)(share * 100 + 1e-9) / 100);
	}
	screen_cell(s, style, text, NUMBER_WIDTH);
}

static void
put_score(struct screen *s, const struct score *score)
{
	screen_cell(s, STYLE_BOLD, score->name, NAME_WIDTH);
	for (int l = 0; l < SCORE_LEVELS && !(l && score->names_no_line); l++) {
		const struct score_counts *c = &score->counts[l];
		put_share(s, STYLE_PLAIN, score_precision(c));
		put_share(s, STYLE_PLAIN, score_recall(c));
		put_share(s, STYLE_BOLD, score_f1(c));
		screen_spaces(s, LEVEL_WIDTH - 3 * NUMBER_WIDTH);
	}
	while (s->out->len && s->out->data[s->out->len - 1] == ' ') {
		s->out->data[--s->out->len] = '\0';
	}
	buf_addc(s->out, '\n');
}

void
report_scores_fewer(struct buf *out, const struct score *scores, size_t count)
{
	bool any = false;
	int broken = 0, right = 0;
	for (size_t i = 0; i < count; i++) {
		broken = scores[i].broken > broken ? scores[i].broken : broken;
		right = scores[i].right > right ? scores[i].right : right;
	}
	for (size_t i = 0; i < count; i++) {
		const struct score *one = &scores[i];
		if (one->broken < broken || one->right < right) {
			buf_addf(out, "%s %s%s on %d and %d",
				any ? "," : "Not to be compared:", one->name,
				any ? "" : " ran only", one->broken, one->right);
			any = true;
		}
	}
	buf_adds(out, any ? "." : "");
}

void
report_scores(struct screen *s, const struct score *scores, size_t count)
{
	struct buf rule = {0};
	if (!count) {
		return;
	}
	screen_cell(s, STYLE_BOLD, "score card", NAME_WIDTH);
	for (int l = 0; l < SCORE_LEVELS; l++) {
		screen_cell(s, STYLE_BOLD, titles[l], l + 1 < SCORE_LEVELS ? LEVEL_WIDTH : 0);
	}
	buf_addc(s->out, '\n');
	screen_spaces(s, NAME_WIDTH);
	for (int l = 0; l < SCORE_LEVELS; l++) {
		screen_put(s, STYLE_DIM,
			l + 1 < SCORE_LEVELS ? "prec  rec   F1      " : "prec  rec   F1");
	}
	buf_addc(s->out, '\n');
	for (size_t i = 0; i < count; i++) {
		put_score(s, &scores[i]);
	}
	buf_addf(&rule,
		"prec: of what it says so much is right; rec: of what is there it says so much; "
		"F1 weighs both. %d broken and %d right programs",
		scores[count - 1].broken, scores[count - 1].right);
	screen_wrap(s, STYLE_DIM, rule.data, rule.len, 0, 0, 3);
	buf_clear(&rule);
	report_scores_fewer(&rule, scores, count);
	if (rule.len) {
		screen_wrap(s, STYLE_YELLOW, rule.data, rule.len, 0, 0, 3);
	}
	buf_free(&rule);
}

static void
add_csv_share(struct buf *out, double share)
{
	if (share >= 0) {
		buf_addf(out, ",%.4f", share);
	} else {
		buf_addc(out, ',');
	}
}

/* RFC 4180, but for its line ends. */
void
report_scores_csv(struct buf *out, const struct score *scores, size_t count)
{
	buf_adds(out, "detector,level,broken,right,true_positive,false_positive,false_negative,"
		      "precision,recall,f1\n");
	for (size_t i = 0; i < count; i++) {
		for (int l = 0; l < SCORE_LEVELS && !(l && scores[i].names_no_line); l++) {
			const struct score_counts *c = &scores[i].counts[l];
			buf_addf(out, "%s,%s,%d,%d,%d,%d,%d", scores[i].name,
				score_level_name((enum score_level)l), scores[i].broken,
				scores[i].right, c->true_positive, c->false_positive,
				c->false_negative);
			add_csv_share(out, score_precision(c));
			add_csv_share(out, score_recall(c));
			add_csv_share(out, score_f1(c));
			buf_addc(out, '\n');
		}
	}
}

bool
report_csv(const struct result *result, struct buf *out, const struct report_options *options)
{
	(void)options;
	report_scores_csv(out, result->scores, result->score_count);
	return true;
}

static void
put_real(struct json *j, const char *key, double share)
{
	jsonw_key(j, key);
	if (share >= 0) {
		jsonw_real(j, share, 4);
	} else {
		jsonw_null(j);
	}
}

static void
put_int(struct json *j, const char *key, int n)
{
	jsonw_key(j, key);
	jsonw_int(j, n);
}

void
report_scores_json(struct json *j, const struct score *scores, size_t count)
{
	jsonw_array(j);
	for (size_t i = 0; i < count; i++) {
		const struct score *s = &scores[i];
		jsonw_object(j);
		jsonw_key(j, "name");
		jsonw_string(j, s->name);
		put_int(j, "broken", s->broken);
		put_int(j, "right", s->right);
		for (int l = 0; l < SCORE_LEVELS; l++) {
			jsonw_key(j, score_level_name((enum score_level)l));
			if (l && s->names_no_line) {
				jsonw_null(j);
				continue;
			}
			const struct score_counts *c = &s->counts[l];
			jsonw_object(j);
			put_int(j, "true_positive", c->true_positive);
			put_int(j, "false_positive", c->false_positive);
			put_int(j, "false_negative", c->false_negative);
			put_real(j, "precision", score_precision(c));
			put_real(j, "recall", score_recall(c));
			put_real(j, "f1", score_f1(c));
			jsonw_end(j);
		}
		jsonw_end(j);
	}
	jsonw_end(j);
}
