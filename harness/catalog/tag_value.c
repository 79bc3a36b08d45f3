// SPDX-License-Identifier: MIT
#include "tag_value.h"

#include <string.h>

#include "arena.h"
#include "marker.h"
#include "problem.h"

enum { MOST_LABELS = 32 };

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static void
skip_blanks(struct tag_value *v)
{
	while (is_blank(*v->s)) {
		v->s++;
	}
}

const char *
tag_word(struct tag_value *v, const char *stops)
{
	skip_blanks(v);
	char *start = v->s;
	while (*v->s && !is_blank(*v->s) && !strchr(stops, *v->s)) {
		v->s++;
	}
	return arena_strndup(v->a, start, (size_t)(v->s - start));
}

bool
tag_take(struct tag_value *v, char wanted)
{
	skip_blanks(v);
	if (*v->s != wanted || !wanted) {
		return false;
	}
	v->s++;
	return true;
}

int
tag_number(const char *s)
{
	size_t len = strlen(s);
	if (!len || len > 4 || strspn(s, "0123456789") != len) {
		return 0;
	}
	int n = 0;
	for (; *s; s++) {
		n = n * 10 + (*s - '0');
	}
	return n;
}

static bool
read_detector(struct tag_value *v, enum detector *out)
{
	const char *w = tag_word(v, ":(");
	if (detector_parse(w, strlen(w), out)) {
		return true;
	}
	TAG_WRONG(v, "unknown detector `%.40s` in @%s; %s", w, v->name,
		problem_help(v->a, w, detector_names()));
	return false;
}

static bool
read_labels(struct tag_value *v, struct claim *claim)
{
	do {
		const char *label = tag_word(v, ",()");
		if (!marker_is_label(label, strlen(label))) {
			TAG_WRONG(v,
				"`%.40s` in @%s is no label; write it as in `race(hits, misses)`",
				label, v->name);
			return false;
		}
		for (size_t i = 0; i < claim->label_count; i++) {
			if (strcmp(claim->labels[i], label) == 0) {
				TAG_WRONG(v, "label `%.40s` is here twice; keep one", label);
				return false;
			}
		}
		*ARENA_PUSH(v->a, claim->labels, claim->label_count) = label;
		if (claim->label_count > MOST_LABELS) {
			TAG_WRONG(v, "more than %d labels in @%s; that is no place any more",
				MOST_LABELS, v->name);
			return false;
		}
	} while (tag_take(v, ','));
	if (!tag_take(v, ')')) {
		TAG_WRONG(v, "a `)` is missing behind the labels of @%s", v->name);
		return false;
	}
	return true;
}

static bool
read_quant(struct tag_value *v, struct quant *out)
{
	*out = (struct quant){.percent = 90};
	const char *w = tag_word(v, ":");
	if (!*w) {
		return true;
	}
	if (strcmp(w, "may") == 0) {
		*out = (struct quant){.may = true};
		return true;
	}
	size_t len = strlen(w);
	bool percent = len == 3 && w[2] == '%';
	out->percent = percent ? tag_number(arena_strndup(v->a, w, 2)) : 0;
	if (out->percent < 10) {
		TAG_WRONG(v, "`%.40s` says no rate; write 10%% to 99%%, or `may`", w);
		return false;
	}
	return true;
}

/* DET KIND ["(" LABEL {"," LABEL} ")"] [QUANT] */
static bool
read_claim(struct tag_value *v, struct claim *claim)
{
	claim->line = v->line;
	if (!read_detector(v, &claim->detector)) {
		return false;
	}
	const char *w = tag_word(v, "(:");
	if (!kind_parse(w, strlen(w), &claim->kind) || claim->kind == KIND_UNKNOWN) {
		TAG_WRONG(v, "unknown kind `%.40s` in @%s; %s", w, v->name,
			problem_help(v->a, w, kind_names()));
		return false;
	}
	if (tag_take(v, '(') && !read_labels(v, claim)) {
		return false;
	}
	return read_quant(v, &claim->quant);
}

/* ":" REASON at the end; NULL where it isn't there. */
static const char *
read_reason(struct tag_value *v)
{
	bool colon = tag_take(v, ':');
	skip_blanks(v);
	if (!colon || !*v->s) {
		TAG_WRONG(v, "@%s lacks its reason; end it with `: why`, a sentence for the reader",
			v->name);
		return NULL;
	}
	return v->s;
}

void
tag_read_expect(struct tag_value *v)
{
	struct claim claim = {0};
	if (!read_claim(v, &claim)) {
		return;
	}
	skip_blanks(v);
	if (*v->s) {
		TAG_WRONG(v,
			"`%.40s` does not belong in @expect; it is `@expect DET KIND(LABEL) QUANT`",
			v->s);
		return;
	}
	*ARENA_PUSH(v->a, v->p->expects, v->p->expect_count) = claim;
}

void
tag_read_alarm(struct tag_value *v)
{
	struct claim claim = {0};
	if (!read_claim(v, &claim) || !(claim.reason = read_reason(v))) {
		return;
	}
	if (!claim.label_count) {
		TAG_WRONG(v,
			"@false-alarm needs the labels of its lines: write `%s(LABEL): why`, and "
			"`//~ LABEL` at those lines",
			kind_name(claim.kind));
		return;
	}
	*ARENA_PUSH(v->a, v->p->alarms, v->p->alarm_count) = claim;
}

static void
add_silence(struct tag_value *v, bool unable)
{
	struct silence silence = {.unable = unable, .line = v->line};
	if (!read_detector(v, &silence.detector) || !(silence.reason = read_reason(v))) {
		return;
	}
	*ARENA_PUSH(v->a, v->p->silences, v->p->silence_count) = silence;
}

void
tag_read_misses(struct tag_value *v)
{
	add_silence(v, false);
}

void
tag_read_unable(struct tag_value *v)
{
	add_silence(v, true);
}
