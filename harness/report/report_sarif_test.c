// SPDX-License-Identifier: MIT
#include <criterion/criterion.h>
#include <ctype.h>
#include <jansson.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "item.h"
#include "item_fixture.h"
#include "report.h"
#include "report_fixture.h"
#include "report_items.h"

static struct arena memory;

static struct buf
write_sarif(const struct result *r)
{
	struct buf out = {0};
	struct report_options options = {0};
	cr_assert(report_sarif(r, &out, &options));
	return out;
}

static json_t *
read_json(const struct buf *b)
{
	json_error_t error;
	json_t *log = json_loadb(b->data, b->len, JSON_REJECT_DUPLICATES, &error);
	cr_assert_not_null(log, "line %d: %s", error.line, error.text);
	return log;
}

static const char *
text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* The value at keys and (digits) indices, parted by slashes; NULL: there is none. */
static json_t *
at(json_t *value, const char *path)
{
	char part[64];
	while (*path && value) {
		size_t n = strcspn(path, "/");
		snprintf(part, sizeof part, "%.*s", (int)n, path);
		value = isdigit((unsigned char)part[0]) ? json_array_get(value, (size_t)atoi(part))
							: json_object_get(value, part);
		path += n + (path[n] == '/');
	}
	return value;
}

/* The first result of that run and rule. */
static json_t *
result_of(json_t *log, const char *id, const char *rule)
{
	size_t i, k;
	json_t *run, *result;
	json_array_foreach(json_object_get(log, "runs"), i, run)
	{
		if (strcmp(json_string_value(at(run, "automationDetails/id")), id) == 0) {
			json_array_foreach(json_object_get(run, "results"), k, result)
			{
				if (strcmp(text_of(result, "ruleId"), rule) == 0) {
					return result;
				}
			}
		}
	}
	cr_assert_fail("no %s in %s", rule, id);
	return NULL;
}

static void
check_result(json_t *run, json_t *result)
{
	json_t *rule = json_array_get(
		at(run, "tool/driver/rules"), (size_t)json_integer_value(at(result, "ruleIndex")));
	cr_expect_str_eq(text_of(rule, "id"), text_of(result, "ruleId"));
	cr_expect(json_is_string(at(result, "message/text")));
	cr_expect_eq(json_array_size(at(result, "locations")), 1);
	cr_expect_geq(
		json_integer_value(at(result, "locations/0/physicalLocation/region/startLine")), 1);
	cr_expect_str_eq(json_string_value(at(result,
				 "locations/0/physicalLocation/artifactLocation/uriBaseId")),
		"%SRCROOT%");
	cr_expect_eq(strlen(text_of(at(result, "partialFingerprints"), "hazard/v1")), 32);
	cr_expect(text_of(at(result, "partialFingerprints"), "primaryLocationLineHash"));
	bool note = strcmp(text_of(result, "level"), "note") == 0;
	cr_expect_eq(json_array_size(at(result, "suppressions")), note, "of a %s",
		text_of(result, "level"));
}

static void
check_run(json_t *run)
{
	size_t i;
	json_t *rule, *result;
	json_array_foreach(at(run, "tool/driver/rules"), i, rule)
	{
		cr_expect(text_of(rule, "id") && at(rule, "shortDescription/text") &&
			  at(rule, "fullDescription/text") && at(rule, "help/text"));
	}
	json_array_foreach(at(run, "results"), i, result)
	{
		check_result(run, result);
	}
}

Test(sarif, a_run_a_detector_whose_results_keep_to_its_rules)
{
	struct buf b = write_sarif(fixture_result());
	json_t *log = read_json(&b), *run;
	static const char *const ids[] = {
		"hazard/tsan/", "hazard/helgrind/", "hazard/drd/", "hazard/native/"};
	size_t i;
	cr_assert_str_eq(text_of(log, "version"), "2.1.0");
	cr_assert_eq(json_array_size(at(log, "runs")), 4);
	json_array_foreach(at(log, "runs"), i, run)
	{
		cr_expect_str_eq(json_string_value(at(run, "automationDetails/id")), ids[i]);
		check_run(run);
	}
	json_decref(log);
	buf_free(&b);
}

Test(sarif, both_sides_are_told_in_one_flow_and_by_thread)
{
	struct buf b = write_sarif(fixture_result());
	json_t *log = read_json(&b), *step;
	json_t *race = result_of(log, "hazard/drd/", "race");
	size_t i;
	cr_assert_eq(json_array_size(at(race, "codeFlows")), 2);
	json_t *one = at(race, "codeFlows/0/threadFlows"),
	       *two = at(race, "codeFlows/1/threadFlows");
	cr_assert(json_array_size(one) == 1 && json_array_size(two) == 2);
	cr_assert_str_eq(json_string_value(at(two, "0/id")), "T1");
	cr_assert_str_eq(json_string_value(at(two, "1/id")), "T2");
	/* The creation of T1 (that of T2 is not known), and a side each. */
	cr_assert_eq(json_array_size(at(one, "0/locations")), 3);
	json_array_foreach(at(one, "0/locations"), i, step)
	{
		cr_expect_eq(json_integer_value(at(step, "executionOrder")), (json_int_t)i + 1);
	}
	cr_assert_eq(json_array_size(at(two, "0/locations")), 2);
	cr_assert_str_eq(json_string_value(at(two, "0/locations/1/importance")), "essential");
	cr_assert_str_eq(json_string_value(at(two, "0/locations/1/kinds/1")), "write");
	cr_assert_eq(json_array_size(at(race, "stacks")), 2);
	cr_assert_eq(json_array_size(at(race, "stacks/0/frames")), 2);
	cr_assert_eq(json_integer_value(at(race, "stacks/1/frames/0/threadId")), 2);
	cr_assert_str_eq(json_string_value(at(race, "stacks/0/frames/0/module")), "prog");
	json_decref(log);
	buf_free(&b);
}

Test(sarif, the_message_links_to_the_other_side)
{
	struct buf b = write_sarif(fixture_result());
	json_t *log = read_json(&b);
	json_t *race = result_of(log, "hazard/drd/", "race");
	json_t *missed = result_of(log, "hazard/tsan/", "not-as-stated");
	cr_assert_not_null(strstr(json_string_value(at(race, "message/text")),
		"nothing orders it with the [read of 8 bytes by T2 at "
		"cases/data-race/lock-on-one-side.c:34 in serve](1)"));
	cr_assert_eq(json_integer_value(at(race, "relatedLocations/0/id")), 1);
	cr_assert_eq(json_integer_value(
			     at(race, "relatedLocations/0/physicalLocation/region/startLine")),
		34);
	cr_assert_str_eq(json_string_value(at(race, "relatedLocations/1/message/text")),
		"T1 is created here");
	cr_assert(!at(missed, "relatedLocations") && !at(missed, "codeFlows"));
	json_decref(log);
	buf_free(&b);
}

Test(sarif, what_broke_is_a_notification_and_no_result)
{
	struct buf b = write_sarif(fixture_result());
	json_t *log = read_json(&b), *helgrind = at(log, "runs/1"), *tsan = at(log, "runs/0");
	cr_assert_str_eq(
		json_string_value(at(helgrind, "automationDetails/id")), "hazard/helgrind/");
	cr_assert(json_is_false(at(helgrind, "invocations/0/executionSuccessful")));
	cr_assert_not_null(strstr(
		json_string_value(
			at(helgrind, "invocations/0/toolExecutionNotifications/0/message/text")),
		"the tool broke"));
	cr_assert(json_is_true(at(tsan, "invocations/0/executionSuccessful")));
	json_decref(log);
	buf_free(&b);
}

Test(sarif, a_detector_that_failed_on_everything_has_no_run)
{
	struct item broke = {.detector = DET_DRD,
		.level = ITEM_ERROR,
		.broke = true,
		.rule = "tool-failed",
		.file = "main.c",
		.message = "the tool broke"};
	struct items items = {.items = &broke, .count = 1};
	for (size_t analysed = 0; analysed < 2; analysed++) {
		struct buf b = {0};
		items.analysed[DET_DRD] = analysed;
		report_items_sarif(&b, &items);
		json_t *log = read_json(&b);
		cr_expect_eq(json_array_size(at(log, "runs")), analysed);
		json_decref(log);
		buf_free(&b);
	}
}

Test(sarif, an_interrupted_run_says_so)
{
	struct result r = *fixture_clean();
	r.partial = "interrupted";
	struct buf b = write_sarif(&r);
	json_t *log = read_json(&b);
	cr_assert(json_is_false(at(log, "runs/0/invocations/0/executionSuccessful")));
	cr_assert_str_eq(json_string_value(at(log,
				 "runs/0/invocations/0/toolExecutionNotifications/0/message/text")),
		"Not complete: interrupted.");
	json_decref(log);
	buf_free(&b);
}

/* Every uri and every message of the file. */
static void
check_strings(json_t *value, const char *key)
{
	const char *name, *text = json_string_value(value);
	size_t i;
	json_t *item;
	if (text && strcmp(key, "uri") == 0) {
		cr_expect_eq(strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123"
					  "456789-._~%/"),
			strlen(text), "%s", text);
		cr_expect_neq(text[0], '/');
	}
	for (const char *p = text && strcmp(key, "text") == 0 ? text : ""; *p; p++) {
		cr_expect((unsigned char)*p >= ' ' || *p == '\t', "a control character");
		cr_expect(strncmp(p, "](", 2) != 0 || strncmp(p, "](1)", 4) == 0, "%.20s", p);
		if (*p == '{') {
			cr_expect_eq(p[1], '{', "%.20s", p);
			p++;
		}
	}
	json_object_foreach(value, name, item)
	{
		check_strings(item, strcmp(key, "snippet") == 0 ? "source" : name);
	}
	json_array_foreach(value, i, item)
	{
		check_strings(item, key);
	}
}

Test(sarif, hostile_text_stays_inside)
{
	struct buf b = write_sarif(fixture_hostile());
	json_t *log = read_json(&b);
	check_strings(log, "");
	cr_assert_eq(json_array_size(at(log, "runs")), DET_COUNT);
	cr_assert_null(strstr(b.data, "\033"));
	cr_assert_lt(b.len, 600 * 1000);
	json_decref(log);
	buf_free(&b);
}

Test(sarif, explained_reports_are_written_alike)
{
	struct items items = items_of_explanations(
		&memory, fixture_explanations(fixture_result()), "1", "/srv/hazard");
	struct buf b = {0};
	report_items_sarif(&b, &items);
	json_t *log = read_json(&b), *run;
	size_t i;
	json_array_foreach(at(log, "runs"), i, run)
	{
		check_run(run);
	}
	json_t *race = at(log, "runs/0/results/0");
	cr_assert_eq(json_integer_value(at(race, "occurrenceCount")), 3);
	/* The line "\tbalance = balance + 1; / * é * /": columns are characters, not bytes. */
	cr_assert_eq(
		json_integer_value(at(race, "locations/0/physicalLocation/region/startColumn")), 8);
	cr_assert_eq(
		json_integer_value(at(race, "locations/0/physicalLocation/region/endColumn")), 32);
	cr_assert_eq(json_array_size(at(race, "codeFlows")), 2);
	json_decref(log);
	buf_free(&b);
}

Test(sarif, an_empty_result_is_a_file_too)
{
	struct result none = {0};
	struct buf b = write_sarif(&none);
	json_t *log = read_json(&b);
	cr_assert(json_is_array(at(log, "runs")) && json_array_size(at(log, "runs")) == 0);
	json_decref(log);
	buf_free(&b);
}

static size_t
count_of(const struct buf *b, const char *text)
{
	/* Not by strstr(): with sanitizers it looks at the whole rest each time. */
	size_t n = 0, len = strlen(text);
	for (size_t i = 0; i + len <= b->len; i++) {
		n += b->data[i] == text[0] && memcmp(b->data + i, text, len) == 0;
	}
	return n;
}

/* Findings of `sides` sides, each with a stack of `frames` frames. */
static struct items
many_items(size_t times, size_t sides, size_t frames)
{
	struct explanations *all = arena_alloc(&memory, 1, sizeof *all);
	struct frame *stack = arena_alloc(&memory, frames, sizeof *stack);
	struct access *accesses = arena_alloc(&memory, sides, sizeof *accesses);
	for (size_t i = 0; i < frames; i++) {
		stack[i] = (struct frame){"f", "src/deep.c", (int)i + 1, 1, NULL};
	}
	for (size_t i = 0; i < sides; i++) {
		accesses[i] = (struct access){.op = OP_WRITE,
			.thread = arena_printf(&memory, "T%zu", i),
			.stack = {stack, frames}};
	}
	all->items = arena_alloc(&memory, times, sizeof *all->items);
	all->count = times;
	for (size_t i = 0; i < times; i++) {
		struct finding *f = arena_alloc(&memory, 1, sizeof *f);
		*f = (struct finding){
			.kind = KIND_RACE, .accesses = accesses, .access_count = sides};
		snprintf(f->fingerprint, sizeof f->fingerprint, "1:%032zx", i);
		all->items[i] = (struct explanation){.finding = f, .title = "Data race"};
	}
	return items_of_explanations(&memory, all, "1", NULL);
}

Test(sarif, keeps_to_what_github_takes)
{
	struct items items = many_items(1, 300, 1000);
	struct buf b = {0};
	report_items_sarif(&b, &items);
	cr_assert_leq(count_of(&b, "\"executionOrder\""), 10000);
	cr_assert_gt(count_of(&b, "\"executionOrder\""), 1000);
	buf_clear(&b);
	items = many_items(25010, 2, 20);
	report_items_sarif(&b, &items);
	cr_assert_eq(count_of(&b, "\"ruleId\""), 25000);
	cr_assert_eq(count_of(&b, "10 more results are not in this file."), 1);
	cr_assert_lt(b.len, (size_t)160 << 20);
	buf_free(&b);
}
