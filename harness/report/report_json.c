// SPDX-License-Identifier: MIT
/* results.json: everything that is known; its schema is reports/results.schema.json. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "report.h"
#include "report_json_finding.h"
#include "report_score.h"
#include "report_words.h"
#include "search.h"

static void
put_seconds(struct json *j, const char *key, int64_t ns)
{
	jsonw_key(j, key);
	jsonw_real(j, (double)ns / 1e9, 3);
}

static void
write_sightings(struct writer *w, const struct detector_verdict *v)
{
	struct json *j = &w->json;
	jsonw_key(j, "findings");
	jsonw_array(j);
	for (size_t i = 0; i < v->sighting_count; i++) {
		const struct sighting *s = &v->sightings[i];
		jsonw_object(j);
		json_put_string(j, "kind", kind_name(s->kind));
		json_put_string(
			j, "fingerprint", s->finding ? json_finding_key(w, s->finding) : NULL);
		json_put_string(j, "evidence", s->evidence);
		json_put_int(j, "runs", s->runs);
		jsonw_key(j, "claimed");
		jsonw_bool(j, s->claimed);
		jsonw_end(j);
	}
	jsonw_end(j);
}

/* The explorer's; null for the others. */
static void
write_search(struct writer *w, const struct testcase *t, const struct search *search)
{
	static const char *const ends[] = {"fail", "pass", "sampled", "nothing"};
	struct json *j = &w->json;
	jsonw_key(j, "search");
	if (!search) {
		jsonw_null(j);
		return;
	}
	jsonw_object(j);
	json_put_string(j, "end", ends[search->end]);
	json_put_string(j, "sentence", search->sentence);
	json_put_int(j, "schedules", search->schedules);
	jsonw_key(j, "exhaustive");
	jsonw_bool(j, search->exhaustive);
	jsonw_key(j, "failures");
	jsonw_array(j);
	for (size_t i = 0; i < search->failure_count; i++) {
		const struct search_failure *f = &search->failures[i];
		bool outcome = kind_is_outcome(f->kind);
		buf_clear(&w->scratch);
		buf_addf(&w->scratch, "schedules/%s/%s", t->class, f->name);
		jsonw_object(j);
		json_put_string(j, "kind", kind_name(f->kind));
		json_put_string(j, "fingerprint", outcome ? NULL : f->finding.fingerprint);
		json_put_string(j, "evidence", f->evidence);
		json_put_int(j, "schedules", f->schedules);
		json_put_int(j, "preemptions", f->preemptions);
		json_put_string(j, "file", buf_str(&w->scratch));
		jsonw_end(j);
	}
	jsonw_end(j);
	jsonw_end(j);
}

static void
write_detector(struct writer *w, const struct testcase *t, const struct detector_verdict *v)
{
	struct json *j = &w->json;
	jsonw_object(j);
	json_put_string(j, "verdict", verdict_name(v->verdict));
	json_put_string(j, "reason", reason_name(v->reason));
	json_put_string(j, "sentence", v->sentence);
	json_put_int(j, "runs", v->runs);
	json_put_int(j, "planned", v->planned);
	json_put_int(j, "detected", v->detected);
	jsonw_key(j, "interval");
	jsonw_array(j);
	jsonw_real(j, v->low, 4);
	jsonw_real(j, v->high, 4);
	jsonw_end(j);
	write_sightings(w, v);
	write_search(w, t, v->search);
	json_put_string(j, "command", v->command);
	put_seconds(j, "wall_s", v->wall_ns);
	put_seconds(j, "cpu_s", v->cpu_ns);
	jsonw_end(j);
}

static void
write_cost(struct json *j, const struct cost *c)
{
	jsonw_key(j, "cost");
	if (!c->sentence) {
		jsonw_null(j);
		return;
	}
	jsonw_object(j);
	json_put_string(j, "sentence", c->sentence);
	jsonw_key(j, "measured");
	jsonw_bool(j, c->measured);
	if (c->measured) {
		json_put_string(j, "base", c->base->file);
		jsonw_key(j, "ratio");
		jsonw_real(j, c->ratio, 4);
		jsonw_key(j, "low");
		jsonw_real(j, c->low, 4);
		jsonw_key(j, "high");
		jsonw_real(j, c->high, 4);
		jsonw_key(j, "wall_s"); /* may be some µs */
		jsonw_real(j, (double)c->wall_ns / 1e9, 6);
		json_put_int(j, "rounds", c->rounds);
	}
	jsonw_end(j);
}

static void
write_program(struct writer *w, const struct testcase *t, const struct program_verdict *v)
{
	struct json *j = &w->json;
	jsonw_object(j);
	json_put_string(j, "role", report_role(v->program));
	json_put_string(j, "how", v->program->role == PROGRAM_FIX ? v->program->how : NULL);
	json_put_string(j, "file", v->program->file);
	json_put_string(j, "verdict", verdict_name(v->verdict));
	json_put_string(j, "worth", v->worth);
	jsonw_key(j, "shown");
	if (v->worth) {
		jsonw_real(j, v->shown, 6);
	} else {
		jsonw_null(j);
	}
	write_cost(j, &v->cost);
	jsonw_key(j, "detectors");
	jsonw_object(j);
	for (int d = 0; d < DET_COUNT; d++) {
		if (v->detectors[d].asked) {
			jsonw_key(j, detector_name((enum detector)d));
			write_detector(w, t, &v->detectors[d]);
		}
	}
	jsonw_end(j);
	jsonw_end(j);
}

static void
write_case(struct writer *w, const struct case_verdict *v)
{
	struct json *j = &w->json;
	const struct testcase *t = v->testcase;
	jsonw_object(j);
	json_put_string(j, "id", t->id);
	json_put_string(j, "title", t->title);
	json_put_string(j, "class", t->class);
	json_put_int(j, "level", t->level);
	jsonw_key(j, "cwe");
	jsonw_array(j);
	for (size_t i = 0; i < t->cwe_count; i++) {
		jsonw_int(j, t->cwes[i]);
	}
	jsonw_end(j);
	jsonw_key(j, "topics");
	jsonw_array(j);
	for (size_t i = 0; i < t->topic_count; i++) {
		jsonw_string(j, t->topics[i]);
	}
	jsonw_end(j);
	json_put_string(j, "verdict", verdict_name(v->verdict));
	jsonw_key(j, "complete");
	jsonw_bool(j, v->complete);
	jsonw_key(j, "problem");
	jsonw_string(j, v->problem);
	jsonw_key(j, "programs");
	jsonw_array(j);
	for (size_t i = 0; i < v->program_count; i++) {
		write_program(w, t, &v->programs[i]);
	}
	jsonw_end(j);
	jsonw_end(j);
}

static void
write_tools(struct json *j, const struct result *r)
{
	jsonw_key(j, "detectors");
	jsonw_array(j);
	for (int d = 0; d < DET_COUNT; d++) {
		if (r->detectors[d]) {
			jsonw_string(j, detector_name((enum detector)d));
		}
	}
	jsonw_end(j);
	jsonw_key(j, "tools");
	jsonw_array(j);
	for (size_t i = 0; i < r->tool_count; i++) {
		jsonw_object(j);
		json_put_string(j, "name", r->tools[i].name);
		json_put_string(j, "version", r->tools[i].version);
		jsonw_end(j);
	}
	jsonw_end(j);
}

static void
write_summary(struct json *j, const struct summary *s)
{
	jsonw_key(j, "summary");
	jsonw_object(j);
	json_put_int(j, "cases", s->cases);
	json_put_int(j, "pass", s->pass);
	json_put_int(j, "fail", s->fail);
	json_put_int(j, "inconclusive", s->inconclusive);
	json_put_int(j, "error", s->error);
	json_put_int(j, "skip", s->skip);
	jsonw_end(j);
}

static void
write_head(struct json *j, const struct result *r)
{
	char seed[24];
	snprintf(seed, sizeof seed, "%" PRIu64, r->seed);
	json_put_string(j, "schema", "hazard-results/1");
	json_put_string(j, "hazard", r->hazard_version);
	json_put_string(j, "machine", r->machine);
	json_put_string(j, "started", r->started);
	/* 64 bits don't fit into the numbers of many readers. */
	json_put_string(j, "seed", seed);
	jsonw_key(j, "partial");
	jsonw_bool(j, r->partial != NULL);
	jsonw_key(j, "quick");
	jsonw_bool(j, r->quick);
	jsonw_key(j, "time");
	jsonw_object(j);
	put_seconds(j, "wall_s", r->wall_ns);
	put_seconds(j, "children_cpu_s", r->children_cpu_ns);
	put_seconds(j, "own_cpu_s", r->own_cpu_ns);
	jsonw_end(j);
}

bool
report_json(const struct result *result, struct buf *out, const struct report_options *options)
{
	(void)options;
	struct writer w = {.result = result};
	jsonw_init(&w.json, out);
	json_collect_findings(&w);
	jsonw_object(&w.json);
	write_head(&w.json, result);
	write_tools(&w.json, result);
	write_summary(&w.json, &result->summary);
	jsonw_key(&w.json, "scores");
	report_scores_json(&w.json, result->scores, result->score_count);
	jsonw_key(&w.json, "cases");
	jsonw_array(&w.json);
	for (size_t i = 0; i < result->case_count; i++) {
		write_case(&w, &result->cases[i]);
	}
	jsonw_end(&w.json);
	json_write_findings(&w);
	jsonw_end(&w.json);
	VEC_FREE(&w.entries);
	buf_free(&w.scratch);
	return true;
}
