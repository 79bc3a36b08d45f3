// SPDX-License-Identifier: MIT
/* Annotations, code quality, TAP and the summary. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "item.h"
#include "markdown.h"
#include "report.h"
#include "report_fixture.h"
#include "report_items.h"
#include "report_score.h"
#include "score.h"

typedef bool writer(const struct result *, struct buf *, const struct report_options *);

static struct buf
write_report(writer *write, const struct result *r)
{
	struct buf out = {0};
	struct report_options options = {0};
	cr_assert(write(r, &out, &options));
	buf_adds(&out, "");
	return out;
}

/* Lines of the text that begin with `prefix`. */
static int
lines_with(const char *text, const char *prefix)
{
	int n = 0;
	for (const char *line = text; *line;) {
		n += strncmp(line, prefix, strlen(prefix)) == 0;
		line += strcspn(line, "\n");
		line += *line == '\n';
	}
	return n;
}

static int
lines_of(const char *text)
{
	return lines_with(text, "");
}

/* The result of a broken program with that many findings that nothing states, of the first of its kind. */
static struct result
many_findings(int count)
{
	static struct arena memory;
	struct result r = *fixture_result();
	for (size_t i = 0; i < r.case_count; i++) {
		struct detector_verdict *v = &r.cases[i].programs[0].detectors[DET_DRD];
		if (v->sighting_count && v->verdict == VERDICT_FAIL) {
			struct sighting *all = arena_alloc(&memory, (size_t)count, sizeof *all);
			for (int k = 0; k < count; k++) {
				struct finding *f = arena_alloc(&memory, 1, sizeof *f);
				all[k] = v->sightings[0];
				*f = *all[k].finding;
				snprintf(f->fingerprint, sizeof f->fingerprint, "1:%d", k);
				all[k].finding = f;
			}
			v->sightings = all;
			v->sighting_count = (size_t)count;
			return r;
		}
	}
	cr_assert_fail("the fixture has no such finding");
	return r;
}

Test(github, an_annotation_a_failure)
{
	struct buf b = write_report(report_github, fixture_result());
	cr_assert_eq(lines_of(b.data), 6);
	cr_assert_eq(lines_with(b.data, "::error file="), 4);
	cr_assert_eq(lines_with(b.data, "::warning file="), 2);
	cr_assert_not_null(strstr(b.data,
		"::error file=cases/data-race/lock-on-one-side.c,line=31,col=8,title=DRD%3A Data "
		"race::"
		"Data race on `hits`: write of 8 bytes"));
	/* The sentence has "90 %". */
	cr_assert_not_null(strstr(b.data, "a 90 %25 detector"));
	buf_free(&b);
	b = write_report(report_github, fixture_clean());
	cr_assert_eq(b.len, 0);
	buf_free(&b);
}

Test(github, at_most_ten_of_a_level_and_a_sentence)
{
	struct result r = many_findings(10);
	struct buf b = write_report(report_github, &r);
	cr_assert_eq(lines_with(b.data, "::error "), 10);
	cr_assert_eq(lines_with(b.data, "hazard: 3 more errors without an annotation"), 1);
	cr_assert_eq(lines_with(b.data, "::warning "), 2);
	buf_free(&b);
}

Test(github, hostile_text_begins_no_command)
{
	struct buf b = write_report(report_github, fixture_hostile());
	cr_assert_eq(lines_with(b.data, "::error file="), 10);
	cr_assert_eq(lines_of(b.data), lines_with(b.data, "::error file="));
	for (const char *line = b.data; *line; line = strchr(line, '\n') + 1) {
		/* After the properties, in which every colon is encoded, comes the message. */
		const char *end = strstr(line, ",title=");
		cr_assert(end && end < strchr(line, '\n'));
		cr_assert_eq(strcspn(line + 2, ":"), (size_t)(strstr(line + 2, "::") - line - 2));
	}
	cr_assert_null(strchr(b.data, '\033'));
	cr_assert_null(strchr(b.data, '\r'));
	cr_assert_lt(b.len, 100 * 1000);
	buf_free(&b);
}

Test(github, a_path_ends_no_property)
{
	struct item item = {.level = ITEM_WARNING,
		.detector = DET_TSAN,
		.rule = "race",
		.message = "a, b: 5%\nc",
		.file = "src/a,line=9:b%.c",
		.line = 3};
	struct items items = {.items = &item, .count = 1};
	struct buf b = {0};
	report_items_github(&b, &items);
	cr_assert_str_eq(b.data,
		"::warning file=src/a%2Cline=9%3Ab%25.c,line=3,title=ThreadSanitizer%3A Data race::"
		"a, b: 5%25%0Ac\n");
	buf_free(&b);
}

static json_t *
read_json(const struct buf *b)
{
	json_error_t error;
	json_t *list = json_loadb(b->data, b->len, JSON_REJECT_DUPLICATES, &error);
	cr_assert(list && json_is_array(list), "line %d: %s", error.line, error.text);
	return list;
}

static void
check_gitlab(const struct result *r, size_t count)
{
	struct buf b = write_report(report_gitlab, r);
	json_t *list = read_json(&b), *item;
	size_t i;
	cr_assert_eq(json_array_size(list), count);
	json_array_foreach(list, i, item)
	{
		const char *path, *fingerprint, *severity, *description, *check;
		int line;
		cr_assert_eq(json_unpack(item, "{s:s, s:s, s:s, s:s, s:{s:s, s:{s:i!}!}!}",
				     "description", &description, "check_name", &check,
				     "fingerprint", &fingerprint, "severity", &severity, "location",
				     "path", &path, "lines", "begin", &line),
			0);
		cr_assert(line > 0 && strncmp(path, "./", 2) != 0 && description[0]);
		cr_assert(strcmp(severity, "critical") == 0 || strcmp(severity, "minor") == 0);
		for (size_t k = 0; k < i; k++) {
			const char *other = json_string_value(
				json_object_get(json_array_get(list, k), "fingerprint"));
			cr_assert_str_neq(fingerprint, other);
		}
	}
	json_decref(list);
	buf_free(&b);
}

Test(gitlab, an_entry_a_failure_with_a_fingerprint_of_its_own)
{
	check_gitlab(fixture_result(), 6);
	check_gitlab(fixture_clean(), 0);
}

Test(gitlab, hostile_text_stays_inside)
{
	check_gitlab(fixture_hostile(), 10);
}

Test(tap, a_point_a_detector_on_a_program)
{
	struct buf b = write_report(report_tap, fixture_result());
	cr_assert_eq(lines_with(b.data, "TAP version 14"), 1);
	cr_assert_eq(lines_with(b.data, "1..57"), 1);
	cr_assert_eq(lines_with(b.data, "ok ") + lines_with(b.data, "not ok "), 57);
	cr_assert_eq(lines_with(b.data, "not ok "), 6);
	cr_assert_eq(lines_with(b.data, "  ---"), 6);
	cr_assert_eq(lines_with(b.data, "  ..."), 6);
	cr_assert_not_null(strstr(b.data, "ok 12 - benign/once benign [drd] # SKIP valgrind is not "
					  "installed (apt-get install valgrind)\n"));
	cr_assert_not_null(strstr(
		b.data, "not ok 53 - deadlock/gate broken [native] # TODO open: hang not seen"));
	cr_assert_not_null(strstr(b.data, "\n  again: \"hazard run deadlock/lock-order "));
	buf_free(&b);
}

Test(tap, an_interrupted_run_bails_out)
{
	struct result r = *fixture_clean();
	r.partial = "interrupted";
	struct buf b = write_report(report_tap, &r);
	cr_assert_eq(lines_with(b.data, "Bail out! interrupted"), 1);
	buf_free(&b);
	struct result none = {0};
	b = write_report(report_tap, &none);
	cr_assert_str_eq(b.data, "TAP version 14\n1..0 # SKIP no case was run\n");
	buf_free(&b);
}

Test(tap, hostile_text_neither_passes_nor_ends_anything)
{
	struct buf b = write_report(report_tap, fixture_hostile());
	cr_assert_eq(lines_with(b.data, "not ok "), DET_COUNT);
	cr_assert_eq(lines_with(b.data, "ok "), 0);
	cr_assert_eq(lines_with(b.data, "Bail out!"), 0);
	cr_assert_eq(lines_with(b.data, "  ---"), DET_COUNT);
	cr_assert_eq(lines_with(b.data, "  ..."), DET_COUNT);
	/* A directive that a name brought along would make failures pass. */
	for (const char *p = strstr(b.data, "# TODO"); p; p = strstr(p + 1, "# TODO")) {
		const char *line = p;
		while (line > b.data && line[-1] != '\n') {
			line--;
		}
		cr_assert(strncmp(line, "not ok", 6) != 0 || p[-1] == '\\');
	}
	cr_assert_null(strchr(b.data, '\033'));
	buf_free(&b);
}

/* Bars of a line that part cells. */
static int
bars(const char *line)
{
	int n = 0;
	for (; *line && *line != '\n'; line++) {
		n += *line == '|';
		line += *line == '\\' && line[1];
	}
	return n;
}

static void
check_tables(const char *page)
{
	int columns = 0;
	for (const char *line = page; *line;) {
		int here = line[0] == '|' ? bars(line) : 0;
		cr_assert(!here || !columns || here == columns, "%.60s", line);
		columns = here;
		line += strcspn(line, "\n");
		line += *line == '\n';
	}
}

Test(summary, says_what_failed_and_how_many)
{
	struct buf b = write_report(report_summary, fixture_result());
	cr_assert_eq(
		lines_with(b.data,
			"## ❌ hazard: 7 cases, 3 pass, 1 fail, 1 error, 1 inconclusive, 1 skipped"),
		1);
	cr_assert_not_null(strstr(b.data, "| data-race | 1 | 1 |  |  |  |\n"));
	cr_assert_not_null(strstr(b.data,
		"| <code>cases/data-race/lock-on-one-side.c\\:31</code> | DRD | Data race"));
	cr_assert_eq(lines_with(b.data, "### What failed"), 1);
	cr_assert_eq(lines_with(b.data, "### What is open"), 1);
	check_tables(b.data);
	buf_free(&b);
	b = write_report(report_summary, fixture_clean());
	cr_assert_eq(lines_with(b.data, "## ✅ hazard: 2 cases, 2 pass"), 1);
	cr_assert_eq(lines_with(b.data, "###"), 0);
	buf_free(&b);
}

Test(summary, has_the_score_card)
{
	struct score scores[] = {
		{.name = "tsan", .broken = 4, .counts = {{3, 0, 1}, {3, 1, 1}, {0, 0, 0}}},
		{.name = "native", .names_no_line = true, .counts = {{1, 1, 1}}}};
	struct result r = *fixture_clean();
	r.scores = scores;
	r.score_count = 2;
	struct buf b = write_report(report_summary, &r);
	cr_assert_not_null(strstr(b.data, "| tsan | 1.00 0.75 0.85 | 0.75 0.75 0.75 | – – – |\n"));
	cr_assert_not_null(strstr(b.data, "| native | 0.50 0.50 0.50 | – | – |\n"));
	check_tables(b.data);
	cr_assert_not_null(strstr(b.data, "native ran only on 0 and 0"));
	buf_free(&b);
	scores[1].broken = 4;
	b = write_report(report_summary, &r);
	cr_assert_null(strstr(b.data, "ran only on"));
	buf_free(&b);
}

/* --quick runs Valgrind only where it must see: its perfect figures are of other programs. */
Test(score, who_ran_on_fewer_programs_is_named)
{
	struct score scores[] = {{.name = "tsan", .broken = 158, .right = 362},
		{.name = "helgrind", .broken = 69}, {.name = "drd", .broken = 158, .right = 361}};
	struct buf b = {0};
	report_scores_fewer(&b, scores, 3);
	cr_expect_str_eq(buf_str(&b),
		"Not to be compared: helgrind ran only on 69 and 0, drd on 158 and 361.");
	buf_clear(&b);
	report_scores_fewer(&b, scores, 1);
	cr_expect_str_eq(buf_str(&b), "");
	buf_free(&b);
}

Test(summary, stays_below_what_github_takes)
{
	struct result r = many_findings(5000);
	struct buf b = write_report(report_summary, &r);
	cr_assert_lt(b.len, 1 << 20);
	cr_assert_eq(lines_with(b.data, "4003 more are in the other reports."), 1);
	buf_free(&b);
}

Test(summary, hostile_text_is_text)
{
	struct buf b = write_report(report_summary, fixture_hostile());
	cr_assert_null(strchr(b.data, '\033'));
	for (const char *p = strchr(b.data, '<'); p; p = strchr(p + 1, '<')) {
		cr_assert(
			strncmp(p, "<code>", 6) == 0 || strncmp(p, "</code>", 7) == 0, "%.20s", p);
	}
	check_tables(b.data);
	cr_assert_lt(b.len, 100 * 1000);
	buf_free(&b);
}

Test(markdown, shows_every_mark_as_it_is)
{
	struct buf b = {0};
	static const char text[] =
		"a_b*c*`d`[e](f)|<g>&\\ www.h.i http://j ~k~ #1 $l$ :m: !n @o x.y\n-";
	markdown_text(&b, text, sizeof text - 1);
	cr_assert_str_eq(buf_str(&b), "a\\_b\\*c\\*\\`d\\`\\[e\\](f)\\|&lt;g&gt;&amp;\\\\ "
				      "www\\.h.i http\\://j \\~k\\~ \\#1 \\$l\\$ "
				      "\\:m\\: \\!n \\@o x.y\\\\x0A-");
	buf_clear(&b);
	markdown_code(&b, "a|b", 3);
	cr_assert_str_eq(buf_str(&b), "<code>a\\|b</code>");
	buf_free(&b);
}
