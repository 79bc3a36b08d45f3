// SPDX-License-Identifier: MIT
#include "measure_new.h"

#include <string.h>

#include "arena.h"
#include "buf.h"
#include "case.h"
#include "cmd.h"
#include "judge_match.h"
#include "search.h"
#include "stats.h"
#include "verdict.h"

enum { USUAL_PERCENT = 90, LEAST_PERCENT = 10 };

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

/* "(hits,total)", each label once; *unmarked is the first line without one, or 0. */
static void
add_labels(struct arena *a, struct buf *out, const struct program *p, const struct finding *f,
	int *unmarked)
{
	const char **seen = NULL;
	size_t count = 0;
	*unmarked = 0;
	for (size_t i = 0; i < f->access_count; i++) {
		int line = f->accesses[i].site_line;
		const char *label = line ? label_at(p, line) : NULL;
		bool known = !label;
		for (size_t k = 0; k < count && !known; k++) {
			known = strcmp(seen[k], label) == 0;
		}
		if (line && !label && !*unmarked) {
			*unmarked = line;
		}
		if (!known) {
			buf_addf(out, "%s%s", count ? "," : "(", label);
			*ARENA_PUSH(a, seen, count) = label;
		}
	}
	buf_adds(out, count ? ")" : "");
}

static void
add_sighting(struct arena *a, struct buf *out, const struct program *p, enum detector d,
	const struct sighting *s, int runs)
{
	bool right = p->role != PROGRAM_BROKEN;
	int percent = stats_percent(s->runs, runs), unmarked = 0;
	buf_addf(out, " * @%s  %-9s %s", right ? "false-alarm" : "expect", detector_name(d),
		kind_name(s->kind));
	if (s->finding) {
		add_labels(a, out, p, s->finding, &unmarked);
	}
	if (d != DET_EXPLORE && percent < USUAL_PERCENT) {
		if (percent < LEAST_PERCENT) {
			buf_adds(out, " may");
		} else {
			buf_addf(out, " %d%%", percent);
		}
	}
	buf_adds(out, right ? ": why it is wrong\n" : "\n");
	if (unmarked) {
		buf_addf(out, "     %s:%d: mark this line first (//~ label: role)\n", p->file,
			unmarked);
	}
	if (s->evidence) {
		buf_adds(out, "     ");
		cmd_add(out, false, CMD_PLAIN, s->evidence);
		buf_addc(out, '\n');
	}
}

static void
add_silence(struct buf *out, const struct program *p, enum detector d, int runs, const char *unit)
{
	if (p->role == PROGRAM_BROKEN) {
		buf_addf(out, " * @misses  %s: why it sees nothing (in %d %ss)\n", detector_name(d),
			runs, unit);
	}
}

bool
measure_new(struct buf *out, const struct program *p, enum detector d,
	const struct observation *observations, size_t count)
{
	struct arena a = {0};
	const struct observation *first = observations;
	bool searched = d == DET_EXPLORE && count && first->valid && first->search;
	struct tally t = searched ? match_search(&a, p, first->search)
				  : match_tally(&a, p, d, observations, count);
	bool ok = !t.error && (d != DET_EXPLORE || searched);
	if (!ok) {
		buf_addf(out, "   %s: ", detector_name(d));
		cmd_add(out, false, CMD_PLAIN,
			t.error        ? t.error
			: first->error ? first->error
				       : "it did not run");
		buf_addc(out, '\n');
	}
	for (size_t i = 0; i < t.sighting_count; i++) {
		add_sighting(&a, out, p, d, &t.sightings[i], t.runs);
	}
	if (ok && !t.sighting_count) {
		add_silence(out, p, d, t.runs, t.unit);
	}
	arena_free(&a);
	return ok;
}
