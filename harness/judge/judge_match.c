// SPDX-License-Identifier: MIT
#include "judge_match.h"

#include <limits.h>
#include <string.h>

#include "arena.h"
#include "search.h"

/* Whether the line carries one of the claim's labels. */
static bool
on_label(const struct program *p, const struct claim *c, int line)
{
	for (size_t i = 0; i < c->label_count; i++) {
		if (program_has_place(p, line, c->labels[i])) {
			return true;
		}
	}
	return false;
}

bool
match_finding(const struct program *p, const struct claim *c, const struct finding *f)
{
	if (f->kind != c->kind) {
		return false;
	}
	if (kind_is_outcome(c->kind)) {
		return true;
	}
	bool site = false;
	for (size_t i = 0; i < f->access_count; i++) {
		int line = f->accesses[i].site_line;
		if (line && !on_label(p, c, line)) {
			return false;
		}
		site |= line != 0;
	}
	return site == (c->label_count > 0);
}

bool
match_outcome_counts(const struct program *p, enum detector d)
{
	return p->role != PROGRAM_BROKEN || d == DET_NATIVE || d == DET_EXPLORE;
}

static bool
outcome_counts(const struct program *p, enum detector d, const struct observation *o)
{
	return !o->right && match_outcome_counts(p, d);
}

bool
match_run(const struct program *p, const struct claim *c, const struct observation *o)
{
	if (kind_is_outcome(c->kind) && outcome_counts(p, c->detector, o) &&
		o->outcome == c->kind) {
		return true;
	}
	for (size_t i = 0; i < o->findings.count; i++) {
		if (match_finding(p, c, &o->findings.items[i])) {
			return true;
		}
	}
	return false;
}

bool
match_aborted(const struct observation *o)
{
	return !o->right && o->outcome == KIND_TOOL_ABORT;
}

const char *
match_error(struct arena *a, const struct program *p, enum detector d, const struct observation *o)
{
	const struct silence *silence = program_silence(p, d);
	bool unable = silence && silence->unable;
	if (match_aborted(o)) {
		return unable ? NULL
			      : arena_printf(a, "the tool broke: %s",
					o->evidence ? o->evidence : "it aborted");
	}
	if (!o->valid) {
		return o->error ? o->error : "the detector did not run";
	}
	for (size_t i = 0; i < o->findings.count; i++) {
		const struct finding *f = &o->findings.items[i];
		if (f->kind == KIND_UNKNOWN) {
			return arena_printf(a,
				"the tool said something that hazard doesn't know: %s",
				f->words ? f->words : "(no words)");
		}
	}
	return NULL;
}

static bool
is_claimed(const struct program *p, enum detector d, const struct finding *f)
{
	for (size_t i = 0; i < p->expect_count; i++) {
		if (p->expects[i].detector == d && match_finding(p, &p->expects[i], f)) {
			return true;
		}
	}
	for (size_t i = 0; i < p->alarm_count; i++) {
		if (p->alarms[i].detector == d && match_finding(p, &p->alarms[i], f)) {
			return true;
		}
	}
	return false;
}

static bool
outcome_claimed(const struct program *p, enum detector d, enum kind outcome)
{
	for (size_t i = 0; i < p->expect_count; i++) {
		if (p->expects[i].detector == d && p->expects[i].kind == outcome) {
			return true;
		}
	}
	return false;
}

bool
match_anything(
	const struct program *p, enum detector d, const struct observation *o, bool unclaimed_only)
{
	if (outcome_counts(p, d, o) && !(unclaimed_only && outcome_claimed(p, d, o->outcome))) {
		return true;
	}
	for (size_t i = 0; i < o->findings.count; i++) {
		if (!unclaimed_only || !is_claimed(p, d, &o->findings.items[i])) {
			return true;
		}
	}
	return false;
}

/* The same bug; findings that nobody fingerprinted are compared by kind and sites. */
static bool
same_finding(const struct finding *f, const struct finding *g)
{
	if (f->fingerprint[0] && g->fingerprint[0]) {
		return strcmp(f->fingerprint, g->fingerprint) == 0;
	}
	if (f->kind != g->kind || f->access_count != g->access_count) {
		return false;
	}
	for (size_t i = 0; i < f->access_count; i++) {
		if (f->accesses[i].site_line != g->accesses[i].site_line) {
			return false;
		}
	}
	return true;
}

static struct sighting *
find_sighting(struct tally *t, const struct finding *f, enum kind kind)
{
	for (size_t i = 0; i < t->sighting_count; i++) {
		struct sighting *s = &t->sightings[i];
		if (f ? s->finding && same_finding(s->finding, f)
		      : !s->finding && s->kind == kind) {
			return s;
		}
	}
	return NULL;
}

/* `seen` = false: the run at hand showed it already. */
static void
add_sighting(struct arena *a, struct tally *t, struct sighting new, bool seen)
{
	struct sighting *s = find_sighting(t, new.finding, new.kind);
	if (!s) {
		*ARENA_PUSH(a, t->sightings, t->sighting_count) = new;
		return;
	}
	s->runs += seen;
	/* The same bug may show on a marked line once and elsewhere another time: keep the one to
	 * complain about. */
	if (s->claimed && !new.claimed) {
		s->finding = new.finding;
		s->claimed = false;
	}
}

static bool
shown_before(const struct observation *o, size_t index)
{
	for (size_t i = 0; i < index; i++) {
		if (same_finding(&o->findings.items[i], &o->findings.items[index])) {
			return true;
		}
	}
	return false;
}

static void
add_sightings(struct arena *a, struct tally *t, const struct program *p, enum detector d,
	const struct observation *o)
{
	for (size_t i = 0; i < o->findings.count; i++) {
		const struct finding *f = &o->findings.items[i];
		struct sighting s = {
			.finding = f, .kind = f->kind, .runs = 1, .claimed = is_claimed(p, d, f)};
		add_sighting(a, t, s, !shown_before(o, i));
	}
	if (outcome_counts(p, d, o)) {
		struct sighting s = {.kind = o->outcome,
			.evidence = o->evidence,
			.runs = 1,
			.claimed = match_aborted(o) || outcome_claimed(p, d, o->outcome)};
		add_sighting(a, t, s, true);
	}
}

static void
list_claims(struct arena *a, struct tally *t, const struct program *p, enum detector d)
{
	for (size_t i = 0; i < p->expect_count; i++) {
		if (p->expects[i].detector == d) {
			*ARENA_PUSH(a, t->claims, t->claim_count) =
				(struct claim_count){&p->expects[i], false, 0};
		}
	}
	for (size_t i = 0; i < p->alarm_count; i++) {
		if (p->alarms[i].detector == d) {
			*ARENA_PUSH(a, t->claims, t->claim_count) =
				(struct claim_count){&p->alarms[i], true, 0};
		}
	}
}

struct tally
match_tally(struct arena *a, const struct program *p, enum detector d, const struct observation *o,
	size_t count)
{
	struct tally t = {.unit = "run"};
	list_claims(a, &t, p, d);
	for (size_t i = 0; i < count; i++) {
		const char *error = match_error(a, p, d, &o[i]);
		if (error) {
			t.error = t.error ? t.error : error;
			continue;
		}
		t.runs++;
		t.aborted += match_aborted(&o[i]);
		bool detected = false;
		for (size_t c = 0; c < t.claim_count; c++) {
			bool match = match_run(p, t.claims[c].claim, &o[i]);
			t.claims[c].runs += match;
			detected |= match && !t.claims[c].alarm;
		}
		t.detected += detected;
		t.seen += match_anything(p, d, &o[i], false);
		t.unclaimed += match_anything(p, d, &o[i], true);
		add_sightings(a, &t, p, d, &o[i]);
	}
	return t;
}

bool
match_only_alarms(const struct tally *t)
{
	for (size_t i = 0; i < t->claim_count; i++) {
		if (!t->claims[i].alarm) {
			return false;
		}
	}
	return t->claim_count > 0;
}

static int
schedules(long n)
{
	return n > INT_MAX ? INT_MAX : (int)n;
}

static bool
match_failure(const struct program *p, const struct claim *c, const struct search_failure *f)
{
	return kind_is_outcome(f->kind) ? c->kind == f->kind : match_finding(p, c, &f->finding);
}

/* Two failures of one fingerprint are one sighting, in as many schedules as the commoner one. */
static void
add_failure(struct arena *a, struct tally *t, const struct search_failure *f, bool claimed)
{
	const struct finding *finding = kind_is_outcome(f->kind) ? NULL : &f->finding;
	int n = schedules(f->schedules);
	struct sighting new = {.finding = finding,
		.kind = f->kind,
		.evidence = f->evidence,
		.runs = n,
		.claimed = claimed};
	struct sighting *before = find_sighting(t, finding, f->kind);
	if (before) {
		n = before->runs > n ? before->runs : n;
	}
	add_sighting(a, t, new, false);
	find_sighting(t, finding, f->kind)->runs = n;
}

struct tally
match_search(struct arena *a, const struct program *p, const struct search *s)
{
	struct tally t = {.unit = "schedule", .runs = schedules(s->schedules)};
	list_claims(a, &t, p, DET_EXPLORE);
	for (size_t i = 0; i < s->failure_count; i++) {
		const struct search_failure *f = &s->failures[i];
		int n = schedules(f->schedules);
		bool claimed = false, expected = false;
		for (size_t c = 0; c < t.claim_count; c++) {
			struct claim_count *count = &t.claims[c];
			if (match_failure(p, count->claim, f)) {
				claimed = true;
				expected |= !count->alarm;
				count->runs = n > count->runs ? n : count->runs;
			}
		}
		t.seen++;
		t.detected += expected;
		t.unclaimed += !claimed;
		add_failure(a, &t, f, claimed);
	}
	return t;
}
