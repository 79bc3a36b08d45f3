// SPDX-License-Identifier: MIT
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "catalog.h"
#include "lint_rules.h"
#include "marker.h"
#include "tag.h"

/* Expectations and false alarms alike. */
typedef void claim_check(
	struct lint *l, const struct lint_program *p, const struct claim *c, const char *tag);

static void
each_claim(struct lint *l, const struct lint_program *p, claim_check *check)
{
	for (size_t i = 0; i < p->p->expect_count; i++) {
		check(l, p, &p->p->expects[i], "expect");
	}
	for (size_t i = 0; i < p->p->alarm_count; i++) {
		check(l, p, &p->p->alarms[i], "false-alarm");
	}
}

void
lint_title(struct lint *l, const struct lint_program *p)
{
	const char *title = p->p->title, *colon = strstr(title, ": ");
	size_t len = strlen(title);
	bool capital = title[0] >= 'A' && title[0] <= 'Z';
	if (!capital || !colon || colon[2] == '\0' || title[len - 1] != '.') {
		LINT_WRONG(l, p, p->h->title_line,
			"the title is `Name: one sentence.`, with a capital and a full stop");
	}
}

void
lint_story(struct lint *l, const struct lint_program *p)
{
	if (p->p->role != PROGRAM_FIX && !*p->p->story) {
		LINT_WRONG(l, p, p->h->title_line,
			"no story; say below the title, in a few lines, what goes wrong and why");
	}
}

void
lint_required_tags(struct lint *l, const struct lint_program *p)
{
	const struct tag_rule *rule;
	for (size_t i = 0; (rule = tag_row(i)); i++) {
		if ((rule->required & (1u << p->p->role)) && !header_count(p->h, rule->name)) {
			LINT_WRONG(l, p, p->h->title_line, "@%s is missing; %s has one", rule->name,
				tag_place_name(p->p->role));
		}
	}
}

static size_t
silences_of(const struct program *p, enum detector d)
{
	size_t count = 0;
	for (size_t i = 0; i < p->silence_count; i++) {
		count += p->silences[i].detector == d;
	}
	return count;
}

void
lint_every_detector(struct lint *l, const struct lint_program *p)
{
	for (int d = 0; d < DET_COUNT; d++) {
		size_t silences = silences_of(p->p, d);
		const struct silence *silence = program_silence(p->p, d);
		bool claims = program_claims(p->p, d);
		const char *name = detector_name(d);
		if (silences > 1) {
			LINT_WRONG(l, p, silence->line,
				"%s is silent twice; keep one @misses or @unable", name);
		} else if (silences && claims) {
			LINT_WRONG(l, p, silence->line,
				"%s is both silent and not; keep the @%s line or the claims", name,
				silence->unable ? "unable" : "misses");
		} else if (!silences && !claims && p->p->role == PROGRAM_BROKEN &&
			   l->available[d]) {
			LINT_WRONG(l, p, p->h->title_line,
				"nothing is said of %s; write what it reports (@expect), or "
				"`@misses %s: why`",
				name, name);
		}
	}
}

static void
check_kind(struct lint *l, const struct lint_program *p, const struct claim *c, const char *tag)
{
	if (kind_possible(c->detector, c->kind)) {
		return;
	}
	struct buf list = {0};
	for (int k = KIND_UNKNOWN + 1; k < KIND_COUNT; k++) {
		if (kind_possible(c->detector, k)) {
			buf_addf(&list, "%s%s", list.len ? ", " : "", kind_name(k));
		}
	}
	LINT_WRONG(l, p, c->line, "@%s: %s never reports `%s`; it reports %s", tag,
		detector_name(c->detector), kind_name(c->kind), buf_str(&list));
	buf_free(&list);
}

void
lint_kinds(struct lint *l, const struct lint_program *p)
{
	each_claim(l, p, check_kind);
}

/* Where nothing is said a claim has the usual rate, which stands for "always" here. */
static void
check_rate(struct lint *l, const struct lint_program *p, const struct claim *c, const char *tag)
{
	enum { USUAL = 90 };
	if (c->detector == DET_EXPLORE && !c->quant.may && c->quant.percent != USUAL) {
		LINT_WRONG(l, p, c->line, "@%s explore: leave out the rate, %d%%", tag,
			c->quant.percent);
	}
}

void
lint_rates(struct lint *l, const struct lint_program *p)
{
	each_claim(l, p, check_rate);
}

static bool
has_label(const struct program *p, const char *label)
{
	for (size_t i = 0; i < p->place_count; i++) {
		if (strcmp(p->places[i].label, label) == 0) {
			return true;
		}
	}
	return false;
}

static void
check_labels(struct lint *l, const struct lint_program *p, const struct claim *c, const char *tag)
{
	if (kind_is_outcome(c->kind) && c->label_count) {
		LINT_WRONG(l, p, c->line,
			"@%s: `%s` is the outcome of a whole run; remove its labels", tag,
			kind_name(c->kind));
		return;
	}
	for (size_t i = 0; i < c->label_count; i++) {
		if (!has_label(p->p, c->labels[i])) {
			const char *const *labels = marker_labels(l->a, p->p);
			LINT_WRONG(l, p, c->line, "@%s: no line is marked `%s`; %s", tag,
				c->labels[i],
				*labels ? problem_help(l->a, c->labels[i], labels)
					: "mark it with `//~ label: role`");
			return;
		}
	}
}

void
lint_labels(struct lint *l, const struct lint_program *p)
{
	each_claim(l, p, check_labels);
}

static bool
same_labels(const struct claim *a, const struct claim *b)
{
	if (a->label_count != b->label_count) {
		return false;
	}
	for (size_t i = 0; i < a->label_count; i++) {
		bool found = false;
		for (size_t j = 0; j < b->label_count && !found; j++) {
			found = strcmp(a->labels[i], b->labels[j]) == 0;
		}
		if (!found) {
			return false;
		}
	}
	return true;
}

static void
check_same(struct lint *l, const struct lint_program *p, const struct claim *claims, size_t count,
	const char *tag)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < i; j++) {
			const struct claim *a = &claims[j], *b = &claims[i];
			if (a->detector == b->detector && a->kind == b->kind && same_labels(a, b)) {
				LINT_WRONG(l, p, b->line,
					"the same @%s stands on line %d; keep one", tag, a->line);
				break;
			}
		}
	}
}

void
lint_same_claim(struct lint *l, const struct lint_program *p)
{
	check_same(l, p, p->p->expects, p->p->expect_count, "expect");
	check_same(l, p, p->p->alarms, p->p->alarm_count, "false-alarm");
}

void
lint_proof(struct lint *l, const struct lint_program *p)
{
	if (p->p->role != PROGRAM_BROKEN || p->p->slow) {
		return;
	}
	for (size_t i = 0; i < p->p->expect_count; i++) {
		if (!p->p->expects[i].quant.may && l->available[p->p->expects[i].detector]) {
			return;
		}
	}
	LINT_WRONG(l, p, header_line(p->h, "expect"),
		"broken on paper only; at least one @expect must be required, not `may` (or it is "
		"right and @slow)");
}
