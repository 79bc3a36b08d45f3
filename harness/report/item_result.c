// SPDX-License-Identifier: MIT
/* The items of a run. */
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "item.h"
#include "item_make.h"
#include "verdict.h"

enum { EVIDENCE_MAX = 600 };

struct collector {
	struct arena *arena;
	struct items items;
	enum item_level wanted;
	const struct testcase *testcase;
	const struct program *program;
};

static const char *
where_of(const struct collector *c)
{
	const struct program *p = c->program;
	const char *id = c->testcase->id;
	switch (p->role) {
	case PROGRAM_FIX:
		return arena_printf(c->arena, "%s, fix %s", id, p->how ? p->how : "?");
	case PROGRAM_BENIGN:
		return arena_printf(c->arena, "%s, a benign program", id);
	default:
		return arena_printf(c->arena, "%s, the broken program", id);
	}
}

/* An item of this program, with nothing said yet; NULL: its level isn't wanted now. */
static struct item *
new_item(struct collector *c, enum item_level level, enum detector d)
{
	if (level != c->wanted) {
		return NULL;
	}
	struct item *item = ARENA_PUSH(c->arena, c->items.items, c->items.count);
	*item = (struct item){.level = level,
		.detector = d,
		.program = c->program,
		.joint = "",
		.where = item_text(c->arena, where_of(c), EVIDENCE_MAX),
		.side = -1,
		.other_side = -1};
	return item;
}

/* Whether every side that has a site is on a line with one of the claim's labels. */
static bool
at_labels(const struct program *p, const struct claim *claim, const struct finding *f)
{
	for (size_t i = 0; f && i < f->access_count; i++) {
		bool on = !f->accesses[i].site_line;
		for (size_t k = 0; k < claim->label_count && !on; k++) {
			on = program_has_place(p, f->accesses[i].site_line, claim->labels[k]);
		}
		if (!on) {
			return false;
		}
	}
	return true;
}

static const char *
claim_line(const struct collector *c, const struct claim *claim, const char *tag)
{
	struct buf b = {0};
	buf_addf(&b, "%s:%d: @%s %s %s", c->program->file, claim->line, tag,
		detector_name(claim->detector), kind_name(claim->kind));
	for (size_t i = 0; i < claim->label_count; i++) {
		buf_addf(&b, "%s%s%s", i ? ", " : "(", claim->labels[i],
			i + 1 == claim->label_count ? ")" : "");
	}
	if (claim->reason) {
		buf_addf(&b, ": %s", claim->reason);
	}
	const char *line = item_text(c->arena, buf_str(&b), ITEM_MESSAGE);
	buf_free(&b);
	return line;
}

/* The line of the header that claims it. */
static const char *
stated_by(const struct collector *c, enum detector d, const struct sighting *s)
{
	const struct program *p = c->program;
	const struct silence *silence = program_silence(p, d);
	const struct {
		const char *tag;
		const struct claim *claims;
		size_t count;
	} lists[] = {{"expect", p->expects, p->expect_count},
		{"false-alarm", p->alarms, p->alarm_count}};
	for (int pass = 0; pass < 2; pass++) {
		for (size_t l = 0; l < 2; l++) {
			for (size_t i = 0; i < lists[l].count; i++) {
				const struct claim *claim = &lists[l].claims[i];
				if (claim->detector == d && claim->kind == s->kind &&
					(pass || at_labels(p, claim, s->finding))) {
					return claim_line(c, claim, lists[l].tag);
				}
			}
		}
	}
	if (silence) {
		return item_text(c->arena,
			arena_printf(c->arena, "%s:%d: @%s %s: %s", p->file, silence->line,
				silence->unable ? "unable" : "misses", detector_name(d),
				silence->reason),
			ITEM_MESSAGE);
	}
	return "the header of the case says that it is there";
}

static void
say_finding(struct collector *c, struct item *item, const struct sighting *s)
{
	struct buf b = {0};
	buf_adds(&b, kind_text(item->kind)->title);
	if (item->finding && item->finding->location.name) {
		buf_addf(&b, " on `%s`", item->finding->location.name);
	}
	if (item->side >= 0) {
		buf_addf(
			&b, ": %s", item_side_words(c->arena, &c->items, item, (size_t)item->side));
	}
	if (s->evidence) {
		buf_addf(&b, ": %s", s->evidence);
	}
	item->says = item_text(c->arena, buf_str(&b), EVIDENCE_MAX * 2);
	if (item->other_side >= 0) {
		item->joint = item->kind == KIND_RACE ? ", and nothing orders it with the " : "; ";
		item->other = item_side_words(c->arena, &c->items, item, (size_t)item->other_side);
	}
	item_join(c->arena, item);
	buf_free(&b);
}

static void
add_sighting(struct collector *c, const struct detector_verdict *v, enum detector d,
	const struct sighting *s)
{
	bool fails = !s->claimed && v->verdict >= VERDICT_FAIL;
	struct item *item = new_item(c,
		fails        ? ITEM_ERROR
		: s->claimed ? ITEM_NOTE
			     : ITEM_WARNING,
		d);
	if (!item) {
		return;
	}
	item->kind = s->kind;
	item->rule = kind_name(s->kind);
	item->finding = s->finding;
	item->stated = s->claimed ? stated_by(c, d, s) : NULL;
	item_place(c->arena, &c->items, item, c->program->file);
	item_identify(item, s->finding && s->finding->fingerprint[0] ? s->finding->fingerprint
								     : kind_name(s->kind));
	say_finding(c, item, s);
}

/* A verdict that no finding stands for: missed, stale, broken, open. */
static void
add_verdict(struct collector *c, const struct detector_verdict *v, enum detector d)
{
	bool open = v->verdict == VERDICT_INCONCLUSIVE;
	for (size_t i = 0; i < v->sighting_count && v->verdict == VERDICT_FAIL; i++) {
		if (!v->sightings[i].claimed) {
			return;
		}
	}
	struct item *item = v->verdict < VERDICT_FAIL && !open
				    ? NULL
				    : new_item(c, open ? ITEM_WARNING : ITEM_ERROR, d);
	if (!item) {
		return;
	}
	item->broke = v->verdict == VERDICT_ERROR;
	item->rule = item->broke ? "tool-failed" : "not-as-stated";
	item->says = item_text(c->arena,
		arena_printf(
			c->arena, "%s: %.*s", detector_title(d), EVIDENCE_MAX * 2, v->sentence),
		EVIDENCE_MAX * 2);
	item_place(c->arena, &c->items, item, c->program->file);
	item_identify(item, reason_name(v->reason));
	item_join(c->arena, item);
}

static void
add_program(struct collector *c, const struct program_verdict *pv)
{
	c->program = pv->program;
	for (enum detector d = 0; d < DET_COUNT; d++) {
		const struct detector_verdict *v = &pv->detectors[d];
		if (!v->asked) {
			continue;
		}
		c->items.analysed[d] |= v->verdict != VERDICT_SKIP && v->verdict != VERDICT_ERROR;
		add_verdict(c, v, d);
		for (size_t i = 0; i < v->sighting_count; i++) {
			add_sighting(c, v, d, &v->sightings[i]);
		}
	}
}

static void
add_malformed(struct collector *c, const struct case_verdict *cv)
{
	c->program = cv->programs[0].program;
	struct item *item = new_item(c, ITEM_ERROR, DET_NATIVE);
	if (item) {
		item->rule = "malformed-case";
		item->says = item_text(c->arena, cv->problem, EVIDENCE_MAX * 2);
		item_place(c->arena, &c->items, item, c->program->file);
		item_identify(item, "malformed");
		item_join(c->arena, item);
	}
}

static void
add_case(struct collector *c, const struct case_verdict *cv)
{
	c->testcase = cv->testcase;
	if (cv->problem && cv->program_count) {
		add_malformed(c, cv);
		return;
	}
	for (size_t i = 0; i < cv->program_count; i++) {
		add_program(c, &cv->programs[i]);
	}
}

struct items
items_of_result(struct arena *a, const struct result *r)
{
	struct collector c = {.arena = a,
		.items = {.hazard_version = r->hazard_version,
			.root = r->root,
			.started = r->started,
			.partial = r->partial,
			.tools = r->tools,
			.tool_count = r->tool_count}};
	for (int level = ITEM_ERROR; level >= ITEM_NOTE; level--) {
		c.wanted = (enum item_level)level;
		for (size_t i = 0; i < r->case_count; i++) {
			add_case(&c, &r->cases[i]);
		}
	}
	items_tell_apart(&c.items);
	return c.items;
}
