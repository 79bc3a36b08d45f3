// SPDX-License-Identifier: MIT
#include "judge_words.h"

#include <math.h>
#include <string.h>

#include "buf.h"

enum { SHOWN_SITES = 4, SHOWN_SIGHTINGS = 3 };

static const char *
file_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

void
words_runs(struct buf *out, int k, const struct tally *t)
{
	buf_addf(out, "%d of %d %s%s", k, t->runs, t->unit, t->runs == 1 ? "" : "s");
}

void
words_claim(struct buf *out, const struct claim *c)
{
	buf_adds(out, kind_name(c->kind));
	for (size_t i = 0; i < c->label_count; i++) {
		buf_addf(out, "%s%s", i ? ", " : "(", c->labels[i]);
	}
	buf_adds(out, c->label_count ? ")" : "");
}

/* The first label on the line, or NULL. */
static const char *
label_at(const struct program *p, int line)
{
	for (size_t i = 0; i < p->place_count; i++) {
		if (p->places[i].line == line) {
			return p->places[i].label;
		}
	}
	return NULL;
}

/* The distinct lines of the finding's sites, in their order; at most SHOWN_SITES. */
static int
site_lines(const struct finding *f, int lines[static SHOWN_SITES])
{
	int count = 0;
	for (size_t i = 0; i < f->access_count && count < SHOWN_SITES; i++) {
		int line = f->accesses[i].site_line;
		bool new = line != 0;
		for (int j = 0; j < count; j++) {
			new &= lines[j] != line;
		}
		if (new) {
			lines[count++] = line;
		}
	}
	return count;
}

static void
words_sites(struct buf *out, const struct program *p, const struct finding *f)
{
	int lines[SHOWN_SITES];
	int count = site_lines(f, lines);
	if (!count) {
		buf_adds(out, " at no line of the program");
		return;
	}
	for (int i = 0; i < count; i++) {
		const char *label = label_at(p, lines[i]);
		buf_adds(out, i == 0 ? " at " : i + 1 == count ? " and " : ", ");
		buf_addf(out, "%s:%d", file_name(p->file), lines[i]);
		if (label) {
			buf_addf(out, " (marked %s)", label);
		} else {
			buf_adds(out, " (unmarked line)");
		}
	}
}

void
words_sighting(struct buf *out, const struct program *p, const struct sighting *s)
{
	buf_adds(out, kind_name(s->kind));
	if (s->finding) {
		words_sites(out, p, s->finding);
	} else if (s->evidence) {
		buf_addf(out, " (%s)", s->evidence);
	}
}

void
words_sightings(
	struct buf *out, const struct program *p, const struct tally *t, bool unclaimed_only)
{
	int shown = 0, more = 0;
	for (size_t i = 0; i < t->sighting_count; i++) {
		const struct sighting *s = &t->sightings[i];
		if (unclaimed_only && s->claimed) {
			continue;
		}
		if (shown == SHOWN_SIGHTINGS) {
			more++;
			continue;
		}
		buf_adds(out, shown++ ? "; " : "");
		words_sighting(out, p, s);
		buf_adds(out, ", seen in ");
		words_runs(out, s->runs, t);
	}
	if (more) {
		buf_addf(out, "; and %d more", more);
	}
}

/* Where a match was: said once for all claims, or after each where they differ. */
enum where { AT_MARKS, AT_NO_LINE, OF_RUN };

static enum where
where_of(const struct claim *c)
{
	return kind_is_outcome(c->kind) ? OF_RUN : c->label_count ? AT_MARKS : AT_NO_LINE;
}

static const char *
where_words(enum where w)
{
	static const char *const words[] = {
		[AT_MARKS] = ", at the marked lines",
		[AT_NO_LINE] = "; the tool names no line of the program",
		[OF_RUN] = "",
	};
	return words[w];
}

static const char *
evidence_of(const struct tally *t, enum kind k)
{
	for (size_t i = 0; i < t->sighting_count; i++) {
		const struct sighting *s = &t->sightings[i];
		if (!s->finding && s->kind == k) {
			return s->evidence;
		}
	}
	return NULL;
}

static void
matched_one(struct buf *out, const struct tally *t, const struct claim_count *c)
{
	bool outcome = where_of(c->claim) == OF_RUN;
	const char *evidence = outcome ? evidence_of(t, c->claim->kind) : NULL;
	if (outcome) {
		buf_addf(out, "%s ", kind_name(c->claim->kind));
	}
	buf_adds(out, outcome ? "in " : "seen in ");
	words_runs(out, c->runs, t);
	buf_adds(out, where_words(where_of(c->claim)));
	if (evidence) {
		buf_addf(out, ": %s", evidence);
	}
}

void
words_matched(struct buf *out, const struct tally *t)
{
	size_t seen = 0;
	const struct claim_count *only = NULL;
	bool all_marked = true;
	for (size_t i = 0; i < t->claim_count; i++) {
		if (t->claims[i].runs) {
			seen++;
			only = &t->claims[i];
			all_marked &= where_of(only->claim) == AT_MARKS;
		}
	}
	if (!seen) {
		buf_addf(out, "not seen in %d run%s: here that is luck, and nothing requires it",
			t->runs, t->runs == 1 ? "" : "s");
		return;
	}
	if (seen == 1) {
		matched_one(out, t, only);
		return;
	}
	const char *between = "";
	for (size_t i = 0; i < t->claim_count; i++) {
		if (t->claims[i].runs) {
			buf_adds(out, between);
			words_claim(out, t->claims[i].claim);
			buf_adds(out, " in ");
			words_runs(out, t->claims[i].runs, t);
			between = ", ";
		}
	}
	buf_adds(out, all_marked ? where_words(AT_MARKS) : "");
}

/* "once in a million": how often a detector with this rate misses n times running. */
static void
words_odds(struct buf *out, int percent, int runs)
{
	double once_in = pow((100 - percent) / 100.0, -runs);
	if (once_in >= 0.9995e9) {
		buf_adds(out, "less than once in a billion");
	} else if (once_in >= 1.5e6) {
		buf_addf(out, "once in %.0f million", once_in / 1e6);
	} else if (once_in >= 0.9995e6) {
		buf_adds(out, "once in a million");
	} else {
		buf_addf(out, "once in %.0f", once_in);
	}
}

void
words_missed(struct buf *out, const struct claim_count *c, int runs)
{
	words_claim(out, c->claim);
	buf_addf(out, " not seen in %d run%s; a %d %% detector would miss all of them ", runs,
		runs == 1 ? "" : "s", c->claim->quant.percent);
	words_odds(out, c->claim->quant.percent, runs);
}

void
words_open(struct buf *out, const struct claim_count *c, int runs, int needed)
{
	words_claim(out, c->claim);
	buf_addf(out, " not seen, but only %d of the %d runs that this takes %s made", runs, needed,
		runs == 1 ? "was" : "were");
}

void
words_alarms(struct buf *out, const struct tally *t)
{
	const char *between = "only the stated false alarm ";
	for (size_t i = 0; i < t->claim_count; i++) {
		const struct claim_count *c = &t->claims[i];
		if (!c->runs) {
			continue;
		}
		buf_adds(out, between);
		words_claim(out, c->claim);
		buf_adds(out, ", in ");
		words_runs(out, c->runs, t);
		if (c->claim->reason) {
			buf_addf(out, ": %s", c->claim->reason);
		}
		between = "; and ";
	}
}
