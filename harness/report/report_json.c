// SPDX-License-Identifier: MIT
/* results.json: everything that is known; its schema is reports/results.schema.json. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "report.h"
#include "report_json_finding.h"
#include "report_words.h"
#include "search.h"

static void
put_seconds(struct json *j, const char *key, int64_t ns)
{
	json_key(j, key);
	json_real(j, (double)ns / 1e9, 3);
}

static void
write_sightings(struct writer *w, const struct detector_verdict *v)
{
	struct json *j = &w->json;
	json_key(j, "findings");
	json_array(j);
	for (size_t i = 0; i < v->sighting_count; i++) {
		const struct sighting *s = &v->sightings[i];
		json_object(j);
		json_put_string(j, "kind", kind_name(s->kind));
		json_put_string(
			j, "fingerprint", s->finding ? json_finding_key(w, s->finding) : NULL);
		json_put_string(j, "evidence", s->evidence);
		json_put_int(j, "runs", s->runs);
		json_key(j, "claimed");
		json_bool(j, s->claimed);
		json_end(j);
	}
	json_end(j);
}

/* The explorer's; null for the others. */
static void
write_search(struct writer *w, const struct testcase *t, const struct search *search)
{
	static const char *const ends[] = {"fail", "pass", "sampled", "nothing"};
	struct json *j = &w->json;
	json_key(j, "search");
	if (!search) {
		json_null(j);
		return;
	}
	json_object(j);
	json_put_string(j, "end", ends[search->end]);
	json_put_string(j, "sentence", search->sentence);
	json_put_int(j, "schedules", search->schedules);
	json_key(j, "exhaustive");
	json_bool(j, search->exhaustive);
	json_key(j, "failures");
	json_array(j);
	for (size_t i = 0; i < search->failure_count; i++) {
		const struct search_failure *f = &search->failures[i];
		bool outcome = kind_is_outcome(f->kind);
		buf_clear(&w->scratch);
		buf_addf(&w->scratch, "schedules/%s/%s", t->class, f->name);
		json_object(j);
		json_put_string(j, "kind", kind_name(f->kind));
		json_put_string(j, "fingerprint", outcome ? NULL : f->finding.fingerprint);
		json_put_string(j, "evidence", f->evidence);
		json_put_int(j, "schedules", f->schedules);
		json_put_int(j, "preemptions", f->preemptions);
		json_put_string(j, "file", buf_str(&w->scratch));
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

static void
write_detector(struct writer *w, const struct testcase *t, const struct detector_verdict *v)
{
	struct json *j = &w->json;
	json_object(j);
	json_put_string(j, "verdict", verdict_name(v->verdict));
	json_put_string(j, "reason", reason_name(v->reason));
	json_put_string(j, "sentence", v->sentence);
	json_put_int(j, "runs", v->runs);
	json_put_int(j, "planned", v->planned);
	json_put_int(j, "detected", v->detected);
	json_key(j, "interval");
	json_array(j);
	json_real(j, v->low, 4);
	json_real(j, v->high, 4);
	json_end(j);
	write_sightings(w, v);
	write_search(w, t, v->search);
	json_put_string(j, "command", v->command);
	put_seconds(j, "wall_s", v->wall_ns);
	put_seconds(j, "cpu_s", v->cpu_ns);
	json_end(j);
}

static void
write_program(struct writer *w, const struct testcase *t, const struct program_verdict *v)
{
	struct json *j = &w->json;
	json_object(j);
	json_put_string(j, "role", report_role(v->program));
	json_put_string(j, "how", v->program->role == PROGRAM_FIX ? v->program->how : NULL);
	json_put_string(j, "file", v->program->file);
	json_put_string(j, "verdict", verdict_name(v->verdict));
	json_put_string(j, "worth", v->worth);
	json_key(j, "shown");
	if (v->worth) {
		json_real(j, v->shown, 6);
	} else {
		json_null(j);
	}
	json_key(j, "detectors");
	json_object(j);
	for (int d = 0; d < DET_COUNT; d++) {
		if (v->detectors[d].asked) {
			json_key(j, detector_name((enum detector)d));
			write_detector(w, t, &v->detectors[d]);
		}
	}
	json_end(j);
	json_end(j);
}

static void
write_case(struct writer *w, const struct case_verdict *v)
{
	struct json *j = &w->json;
	const struct testcase *t = v->testcase;
	json_object(j);
	json_put_string(j, "id", t->id);
	json_put_string(j, "title", t->title);
	json_put_string(j, "class", t->class);
	json_put_int(j, "level", t->level);
	json_key(j, "cwe");
	json_array(j);
	for (size_t i = 0; i < t->cwe_count; i++) {
		json_int(j, t->cwes[i]);
	}
	json_end(j);
	json_key(j, "topics");
	json_array(j);
	for (size_t i = 0; i < t->topic_count; i++) {
		json_string(j, t->topics[i]);
	}
	json_end(j);
	json_put_string(j, "verdict", verdict_name(v->verdict));
	json_key(j, "complete");
	json_bool(j, v->complete);
	json_key(j, "problem");
	json_string(j, v->problem);
	json_key(j, "programs");
	json_array(j);
	for (size_t i = 0; i < v->program_count; i++) {
		write_program(w, t, &v->programs[i]);
	}
	json_end(j);
	json_end(j);
}

static void
write_tools(struct json *j, const struct result *r)
{
	json_key(j, "detectors");
	json_array(j);
	for (int d = 0; d < DET_COUNT; d++) {
		if (r->detectors[d]) {
			json_string(j, detector_name((enum detector)d));
		}
	}
	json_end(j);
	json_key(j, "tools");
	json_array(j);
	for (size_t i = 0; i < r->tool_count; i++) {
		json_object(j);
		json_put_string(j, "name", r->tools[i].name);
		json_put_string(j, "version", r->tools[i].version);
		json_end(j);
	}
	json_end(j);
}

static void
write_summary(struct json *j, const struct summary *s)
{
	json_key(j, "summary");
	json_object(j);
	json_put_int(j, "cases", s->cases);
	json_put_int(j, "pass", s->pass);
	json_put_int(j, "fail", s->fail);
	json_put_int(j, "inconclusive", s->inconclusive);
	json_put_int(j, "error", s->error);
	json_put_int(j, "skip", s->skip);
	json_end(j);
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
	json_key(j, "partial");
	json_bool(j, r->partial != NULL);
	json_key(j, "time");
	json_object(j);
	put_seconds(j, "wall_s", r->wall_ns);
	put_seconds(j, "children_cpu_s", r->children_cpu_ns);
	put_seconds(j, "own_cpu_s", r->own_cpu_ns);
	json_end(j);
}

bool
report_json(const struct result *result, struct buf *out, const struct report_options *options)
{
	(void)options;
	struct writer w = {.result = result};
	json_init(&w.json, out);
	json_collect_findings(&w);
	json_object(&w.json);
	write_head(&w.json, result);
	write_tools(&w.json, result);
	write_summary(&w.json, &result->summary);
	json_key(&w.json, "cases");
	json_array(&w.json);
	for (size_t i = 0; i < result->case_count; i++) {
		write_case(&w, &result->cases[i]);
	}
	json_end(&w.json);
	json_write_findings(&w);
	json_end(&w.json);
	VEC_FREE(&w.entries);
	buf_free(&w.scratch);
	return true;
}
