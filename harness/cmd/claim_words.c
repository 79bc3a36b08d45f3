// SPDX-License-Identifier: MIT
#include "claim_words.h"

#include <string.h>

#include "buf.h"
#include "case.h"
#include "kind_text.h"

/* " (line 33)", " (lines 33, 40)". */
static void
add_lines(struct buf *out, const struct program *p, const char *label)
{
	int count = 0;
	struct buf list = {0};
	for (size_t i = 0; i < p->place_count; i++) {
		if (strcmp(p->places[i].label, label) == 0) {
			buf_addf(&list, "%s%d", count++ ? ", " : "", p->places[i].line);
		}
	}
	if (count) {
		buf_addf(out, " (line%s %s)", count > 1 ? "s" : "", buf_str(&list));
	}
	buf_free(&list);
}

static void
add_places(struct buf *out, const struct program *p, const struct claim *c)
{
	for (size_t i = 0; i < c->label_count; i++) {
		const char *glue = i == 0 ? " at" : i + 1 < c->label_count ? "," : " and";
		buf_addf(out, "%s `%s`", glue, c->labels[i]);
		add_lines(out, p, c->labels[i]);
	}
	if (!c->label_count && !kind_is_outcome(c->kind)) {
		buf_adds(out, " but names no line of the program");
	}
}

void
claim_words(struct buf *out, const struct program *p, const struct claim *c)
{
	static const char *const verbs[DET_COUNT][2] = {
		[DET_NATIVE] = {"ends", "end"},
		[DET_EXPLORE] = {"finds", "find"},
	};
	const char *verb = verbs[c->detector][c->quant.may];
	verb = verb ? verb : c->quant.may ? "report" : "reports";
	buf_addf(out, "%s%s%s%s %s", c->quant.may ? "may " : "", c->reason ? "falsely " : "", verb,
		c->detector == DET_NATIVE ? " in" : "", kind_text(c->kind)->thing);
	add_places(out, p, c);
	if (!c->quant.may && c->detector != DET_EXPLORE) {
		buf_addf(out, " in at least %d%% of the runs", c->quant.percent);
	}
	if (c->reason) {
		buf_addf(out, ": %s", c->reason);
	}
}

static size_t
add_claims(struct buf *out, const struct program *p, const struct claim *claims, size_t count,
	enum detector d)
{
	size_t said = 0;
	for (size_t i = 0; i < count; i++) {
		if (claims[i].detector == d) {
			claim_words(out, p, &claims[i]);
			buf_addc(out, '\n');
			said++;
		}
	}
	return said;
}

bool
claim_detector_said(struct buf *out, const struct program *p, enum detector d)
{
	const struct silence *silence = program_silence(p, d);
	size_t said = add_claims(out, p, p->expects, p->expect_count, d) +
		      add_claims(out, p, p->alarms, p->alarm_count, d);
	if (silence) {
		const char *what = silence->unable   ? "cannot say anything"
				   : d == DET_NATIVE ? "never shows it"
						     : "sees nothing";
		buf_addf(out, "%s: %s\n", what, silence->reason);
	}
	return said || silence;
}
