// SPDX-License-Identifier: MIT
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "fs.h"
#include "json_check.h"
#include "report.h"
#include "report_fixture.h"

static struct buf
write_json(const struct result *r)
{
	struct buf out = {0};
	struct report_options options = {0};
	cr_assert(report_json(r, &out, &options));
	return out;
}

static void
check_json(const struct buf *b)
{
	struct json_reader r = {.s = b->data, .end = b->data + b->len};
	cr_assert(json_check(&r), "not JSON at: %.60s", r.s);
}

static void
has(const struct buf *b, const char *text)
{
	cr_assert(strstr(b->data, text), "%s is not in the report", text);
}

static void
has_not(const struct buf *b, const char *text)
{
	cr_assert_null(strstr(b->data, text), "%s is in the report", text);
}

Test(json_report, holds_all_that_is_known)
{
	struct buf b = write_json(fixture_result());
	check_json(&b);
	has(&b, "\"schema\": \"hazard-results/1\"");
	has(&b, "\"seed\": \"18446744073709551615\"");
	has(&b, "\"verdict\": \"inconclusive\"");
	has(&b, "\"reason\": \"differs\"");
	has(&b, "\"role\": \"benign\"");
	has(&b, "\"1:feedfacefeedface\": {");
	has(&b, "\"op\": \"write\"");
	has(&b, "\"command\": \"hazard run data-race/lost-update --detectors tsan");
	has(&b, "\"worth\": \"native: 0 of 20;");
	has(&b, "\"shown\": 0.999800");
	has(&b, "\"version\": null");
	has(&b, "\"partial\": false");
	buf_free(&b);
}

Test(json_report, names_no_place_of_this_machine)
{
	struct buf b = write_json(fixture_result());
	has_not(&b, "/srv/hazard");
	has_not(&b, "/home/me");
	has_not(&b, "/usr/bin");
	has(&b, "\"module\": \"prog\"");
	has(&b, "#0 serve cases/x.c:31");
	buf_free(&b);
}

Test(json_report, one_fingerprint_is_one_finding_with_a_report_of_each_detector)
{
	struct buf b = write_json(fixture_clean());
	const char *first = strstr(b.data, "\"1:0123456789abcdef\": {");
	cr_assert_not_null(first);
	cr_assert_null(strstr(first + 1, "\"1:0123456789abcdef\": {"));
	cr_assert_not_null(strstr(first, "\"detector\": \"drd\""));
	buf_free(&b);
}

Test(json_report, hostile_text_stays_inside_its_strings)
{
	struct buf b = write_json(fixture_hostile());
	check_json(&b);
	has_not(&b, "\033");
	buf_free(&b);
}

Test(json_report, an_empty_result_is_json_too)
{
	struct result none = {.partial = "interrupted"};
	struct buf b = write_json(&none);
	check_json(&b);
	has(&b, "\"partial\": true");
	has(&b, "\"cases\": []");
	buf_free(&b);
}

/* Names of detectors and fingerprints are keys as well; the schema knows them by pattern. */
static void
check_key(void *data, const char *key, size_t len)
{
	const struct buf *schema = data;
	char quoted[64];
	snprintf(quoted, sizeof quoted, "\"%.*s\": {", (int)len, key);
	enum detector d;
	bool pattern = detector_parse(key, len, &d) || memchr(key, ':', len);
	cr_expect(pattern || strstr(schema->data, quoted), "the schema doesn't know %s", quoted);
}

Test(json_report, the_schema_knows_every_key)
{
	struct buf schema = {0}, b = write_json(fixture_result());
	cr_assert(fs_read(HAZARD_SOURCE "/reports/results.schema.json", 0, &schema));
	check_json(&schema);
	struct json_reader r = {
		.s = b.data, .end = b.data + b.len, .key = check_key, .data = &schema};
	cr_assert(json_check(&r));
	buf_free(&schema);
	buf_free(&b);
}

Test(formats, are_found_by_name)
{
	int count = 0;
	for (const struct report_format *f = report_formats(); f->name; f++, count++) {
		cr_assert_eq(report_find(f->name), f);
		cr_assert(f->help && (f->write || strcmp(f->name, "html") == 0));
	}
	cr_assert_eq(count, 10);
	cr_assert_null(report_find("jso"));
	cr_assert_str_eq(report_find("json")->file, "results.json");
}
