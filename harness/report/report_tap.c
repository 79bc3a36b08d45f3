// SPDX-License-Identifier: MIT
/*
 * TAP 14 (testanything.org/tap-version-14-specification): a test point is one detector on one program.  Skip is SKIP, what is
 * open is TODO (it is not ok, and fails nothing); a run that is not complete bails out at its end.
 */
#include "arena.h"
#include "buf.h"
#include "item.h"
#include "json.h"
#include "report.h"
#include "report_words.h"
#include "verdict.h"

enum { TEXT_MAX = 1000 };

struct tap {
	struct buf *out;
	struct arena arena;
	const struct result *result;
	int count; /* test points so far */
	bool write;
};

/* A backslash and a # in a description are escaped. */
static void
add_words(struct tap *t, const char *text)
{
	for (text = item_text(&t->arena, text, TEXT_MAX); *text; text++) {
		if (*text == '\\' || *text == '#') {
			buf_addc(t->out, '\\');
		}
		buf_addc(t->out, *text);
	}
}

/* A double-quoted scalar of YAML, which a string of JSON is. */
static void
add_yaml(struct tap *t, int indent, const char *key, const char *value)
{
	struct buf quoted = {0};
	struct json j;
	jsonw_init(&j, &quoted);
	jsonw_string(&j, item_text(&t->arena, value, TEXT_MAX));
	buf_addf(t->out, "%*s%s %s\n", indent, "", key, buf_str(&quoted));
	buf_free(&quoted);
}

static void
add_diagnostics(struct tap *t, const struct program *p, const struct detector_verdict *v)
{
	struct buf side = {0};
	buf_adds(t->out, "  ---\n");
	add_yaml(t, 2, "message:", v->sentence);
	add_yaml(t, 2, "severity:", verdict_name(v->verdict));
	add_yaml(t, 2, "reason:", reason_name(v->reason));
	add_yaml(t, 2, "file:", p->file);
	if (v->sighting_count) {
		buf_adds(t->out, "  findings:\n");
	}
	for (size_t i = 0; i < v->sighting_count; i++) {
		const struct sighting *s = &v->sightings[i];
		add_yaml(t, 4, "- kind:", kind_name(s->kind));
		buf_addf(t->out, "      stated: %s\n      runs: %d\n",
			s->claimed ? "true" : "false", s->runs);
		if (s->evidence) {
			add_yaml(t, 6, "evidence:", s->evidence);
		}
		if (s->finding && s->finding->access_count) {
			buf_adds(t->out, "      sides:\n");
		}
		for (size_t k = 0; s->finding && k < s->finding->access_count; k++) {
			buf_clear(&side);
			report_side(&side, t->result, p, &s->finding->accesses[k]);
			add_yaml(t, 8, "-", buf_str(&side));
		}
	}
	if (v->command) {
		add_yaml(t, 2, "again:", v->command);
	}
	buf_adds(t->out, "  ...\n");
	buf_free(&side);
}

static void
add_point(struct tap *t, enum verdict v, const char *words, const char *why)
{
	bool ok = v == VERDICT_PASS || v == VERDICT_SKIP;
	buf_addf(t->out, "%sok %d - ", ok ? "" : "not ", t->count);
	add_words(t, words);
	if (v == VERDICT_SKIP || v == VERDICT_INCONCLUSIVE) {
		buf_adds(t->out, v == VERDICT_SKIP ? " # SKIP " : " # TODO ");
		add_words(t, why);
	}
	buf_addc(t->out, '\n');
}

static void
add_detector(struct tap *t, const struct testcase *testcase, const struct program *p,
	const struct detector_verdict *v, enum detector d)
{
	t->count++;
	if (t->write) {
		const char *words = arena_printf(&t->arena, "%.*s %.*s [%s]", TEXT_MAX,
			testcase->id, TEXT_MAX, report_program_name(p), detector_name(d));
		add_point(t, v->verdict, words, v->sentence);
		if (v->verdict >= VERDICT_INCONCLUSIVE) {
			add_diagnostics(t, p, v);
		}
		arena_free(&t->arena);
	}
}

/* What never came to its detectors has a point of its own. */
static void
add_whole(struct tap *t, const struct case_verdict *c)
{
	t->count++;
	if (t->write) {
		const char *why = c->problem    ? c->problem
				  : c->complete ? "the whole case"
						: "interrupted before all its programs were judged";
		add_point(t, c->verdict,
			arena_printf(&t->arena, "%.*s case", TEXT_MAX, c->testcase->id), why);
		if (c->verdict >= VERDICT_INCONCLUSIVE) {
			buf_adds(t->out, "  ---\n");
			add_yaml(t, 2, "message:", why);
			add_yaml(t, 2, "severity:", verdict_name(c->verdict));
			buf_adds(t->out, "  ...\n");
		}
		arena_free(&t->arena);
	}
}

static void
add_cases(struct tap *t, bool write)
{
	t->write = write;
	t->count = 0;
	for (size_t i = 0; i < t->result->case_count; i++) {
		const struct case_verdict *c = &t->result->cases[i];
		for (size_t p = 0; p < c->program_count; p++) {
			for (enum detector d = 0; d < DET_COUNT; d++) {
				const struct detector_verdict *v = &c->programs[p].detectors[d];
				if (v->asked) {
					add_detector(t, c->testcase, c->programs[p].program, v, d);
				}
			}
		}
		if (report_stands_alone(c)) {
			add_whole(t, c);
		}
	}
}

bool
report_tap(const struct result *result, struct buf *out, const struct report_options *options)
{
	(void)options;
	struct tap t = {.out = out, .result = result};
	add_cases(&t, false);
	buf_adds(out, "TAP version 14\n");
	if (t.count || !result->partial) {
		buf_addf(out, "1..%d%s\n", t.count, t.count ? "" : " # SKIP no case was run");
	}
	add_cases(&t, true);
	if (result->partial) {
		buf_adds(out, "Bail out! ");
		add_words(&t, result->partial);
		buf_addc(out, '\n');
	}
	arena_free(&t.arena);
	return true;
}
