// SPDX-License-Identifier: MIT
/*
 * JUnit XML as the Jenkins xUnit plugin's junit-10.xsd wants it: no properties, files or assertions
 * in a test, times with at most three decimals.  A suite a class; a test is one detector on one
 * program.
 */
#include <string.h>

#include "buf.h"
#include "clock.h"
#include "report.h"
#include "report_words.h"
#include "search.h"
#include "verdict.h"
#include "xml.h"

enum { MESSAGE_MAX = 2000 }; /* bytes: CI servers show messages in one line */

struct counts {
	int tests, failures, errors, skipped;
	int64_t wall_ns;
};

static void
count(struct counts *c, enum verdict v)
{
	c->tests++;
	c->failures += v == VERDICT_FAIL;
	c->errors += v == VERDICT_ERROR;
	c->skipped += v == VERDICT_SKIP || v == VERDICT_INCONCLUSIVE;
}

static void
count_case(struct counts *sum, const struct case_verdict *c)
{
	for (size_t p = 0; p < c->program_count; p++) {
		for (int d = 0; d < DET_COUNT; d++) {
			const struct detector_verdict *v = &c->programs[p].detectors[d];
			if (v->asked) {
				count(sum, v->verdict);
				sum->wall_ns += v->wall_ns;
			}
		}
	}
	if (report_stands_alone(c)) {
		count(sum, c->verdict);
	}
}

static void
write_time(struct xml *x, int64_t ns)
{
	/* Whole numbers, so that no locale's comma gets in. */
	int64_t ms = ns / CLOCK_NS_PER_MS;
	xml_attrf(x, "time", "%lld.%03d", (long long)(ms / 1000), (int)(ms % 1000));
}

static void
write_counts(struct xml *x, const struct counts *c, bool suite)
{
	xml_attrf(x, "tests", "%d", c->tests);
	xml_attrf(x, "failures", "%d", c->failures);
	xml_attrf(x, "errors", "%d", c->errors);
	if (suite) {
		xml_attrf(x, "skipped", "%d", c->skipped);
	}
	write_time(x, c->wall_ns);
}

/* "lost-update" of class "data-race" is shown as data-race.lost-update: servers split at dots. */
static void
begin_test(struct xml *x, const struct testcase *t, const char *name, int64_t wall_ns)
{
	xml_begin(x, "testcase");
	xml_attrf(x, "classname", "%s.%s", t->class, t->slug);
	xml_attr(x, "name", name);
	write_time(x, wall_ns);
}

static void
write_outcome(struct xml *x, enum verdict v, const char *type, const char *sentence,
	const struct buf *body)
{
	static const char *const elements[VERDICT_COUNT] = {
		[VERDICT_PASS] = NULL,
		[VERDICT_SKIP] = "skipped",
		[VERDICT_INCONCLUSIVE] = "skipped",
		[VERDICT_FAIL] = "failure",
		[VERDICT_ERROR] = "error",
	};
	if (!elements[v]) {
		return;
	}
	xml_begin(x, elements[v]);
	xml_attr(x, "type", type);
	xml_attrf(x, "message", "%.*s", MESSAGE_MAX, sentence);
	if (v != VERDICT_SKIP) {
		xml_text(x, buf_str(body), body->len);
	}
	xml_end(x);
}

/* What a person needs who opens the test: the sentence, each finding's sides, the command. */
static void
describe(struct buf *out, const struct result *r, const struct program *p,
	const struct detector_verdict *v)
{
	buf_addf(out, "%s\n%.*s\n", p->file, MESSAGE_MAX, v->sentence);
	for (size_t i = 0; i < v->sighting_count; i++) {
		const struct sighting *s = &v->sightings[i];
		buf_addf(out, "\n%s%s, seen in %d of %ld %ss\n", kind_name(s->kind),
			s->claimed ? " (as stated)" : "", s->runs,
			v->search ? v->search->schedules : v->runs, v->search ? "schedule" : "run");
		if (s->evidence) {
			buf_addf(out, "  %.*s\n", MESSAGE_MAX, s->evidence);
		}
		for (size_t k = 0; s->finding && k < s->finding->access_count; k++) {
			buf_adds(out, "  ");
			report_side(out, r, p, &s->finding->accesses[k]);
			buf_addc(out, '\n');
		}
	}
	if (v->command) {
		buf_addf(out, "\nSee it again: %s\n", v->command);
	}
}

static void
write_test(struct xml *x, const struct result *r, const struct testcase *t, const struct program *p,
	const struct detector_verdict *v)
{
	struct buf name = {0}, body = {0};
	buf_addf(&name, "%s [%s]", report_program_name(p), detector_name(v->detector));
	describe(&body, r, p, v);
	begin_test(x, t, buf_str(&name), v->wall_ns);
	write_outcome(x, v->verdict, reason_name(v->reason), v->sentence, &body);
	if (v->verdict == VERDICT_PASS) {
		xml_begin(x, "system-out");
		xml_text(x, body.data, body.len);
		xml_end(x);
	}
	xml_end(x);
	buf_free(&name);
	buf_free(&body);
}

static void
write_case(struct xml *x, const struct result *r, const struct case_verdict *c)
{
	for (size_t p = 0; p < c->program_count; p++) {
		for (int d = 0; d < DET_COUNT; d++) {
			if (c->programs[p].detectors[d].asked) {
				struct detector_verdict v = c->programs[p].detectors[d];
				v.detector = (enum detector)d;
				write_test(x, r, c->testcase, c->programs[p].program, &v);
			}
		}
	}
	if (report_stands_alone(c)) {
		struct buf body = {0};
		buf_adds(&body, c->problem    ? c->problem
				: c->complete ? "the whole case"
					      : "interrupted before all its programs were judged");
		begin_test(x, c->testcase, "case", 0);
		write_outcome(x, c->verdict, verdict_name(c->verdict), buf_str(&body), &body);
		xml_end(x);
		buf_free(&body);
	}
}

static bool
same_class(const struct case_verdict *a, const struct case_verdict *b)
{
	return strcmp(a->testcase->class, b->testcase->class) == 0;
}

static bool
first_of_its_class(const struct result *r, size_t index)
{
	for (size_t i = 0; i < index; i++) {
		if (same_class(&r->cases[i], &r->cases[index])) {
			return false;
		}
	}
	return true;
}

static void
write_suite(struct xml *x, const struct result *r, size_t first)
{
	struct counts sum = {0};
	for (size_t i = first; i < r->case_count; i++) {
		if (same_class(&r->cases[i], &r->cases[first])) {
			count_case(&sum, &r->cases[i]);
		}
	}
	xml_begin(x, "testsuite");
	xml_attr(x, "name", r->cases[first].testcase->class);
	write_counts(x, &sum, true);
	if (r->started) {
		xml_attr(x, "timestamp", r->started);
	}
	for (size_t i = first; i < r->case_count; i++) {
		if (same_class(&r->cases[i], &r->cases[first])) {
			write_case(x, r, &r->cases[i]);
		}
	}
	xml_end(x);
}

bool
report_junit(const struct result *result, struct buf *out, const struct report_options *options)
{
	(void)options;
	struct xml x;
	struct counts sum = {0};
	for (size_t i = 0; i < result->case_count; i++) {
		count_case(&sum, &result->cases[i]);
	}
	xml_init(&x, out);
	xml_begin(&x, "testsuites");
	if (result->partial) {
		xml_attrf(&x, "name", "hazard (%s)", result->partial);
	} else {
		xml_attr(&x, "name", "hazard");
	}
	write_counts(&x, &sum, false);
	for (size_t i = 0; i < result->case_count; i++) {
		if (first_of_its_class(result, i)) {
			write_suite(&x, result, i);
		}
	}
	xml_end(&x);
	return true;
}
