// SPDX-License-Identifier: MIT
#include "json.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>

#include "buf.h"
#include "json_check.h"
#include "mem.h"

static bool
is_json(const char *s, size_t len)
{
	struct json_reader r = {.s = s, .end = s + len};
	return json_check(&r);
}

Test(json, the_checker_of_these_tests_is_strict)
{
	const char *good[] = {
		"{}", " [1, -0.5, \"\\u00e9\\n\"]\n", "{\"a\": {\"b\": [true, null]}}"};
	const char *bad[] = {"", "{", "{}}", "[1,]", "{\"a\"}", "{a: 1}", "\"\x01\"", "\"\xFF\"",
		"01", "1.", "[1 2]", "\"\\x\"", "\"\\u12\"", "nul", "'a'"};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		cr_expect(is_json(good[i], strlen(good[i])), "%s", good[i]);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		cr_expect_not(is_json(bad[i], strlen(bad[i])), "%s", bad[i]);
	}
}

Test(json, writes_nested_values_indented)
{
	struct buf out = {0};
	struct json j;
	jsonw_init(&j, &out);
	jsonw_object(&j);
	jsonw_key(&j, "name");
	jsonw_string(&j, "a \"b\"\\");
	jsonw_key(&j, "none");
	jsonw_string(&j, NULL);
	jsonw_key(&j, "list");
	jsonw_array(&j);
	jsonw_int(&j, -5);
	jsonw_real(&j, 0.5, 3);
	jsonw_bool(&j, true);
	jsonw_object(&j);
	jsonw_end(&j);
	jsonw_array(&j);
	jsonw_end(&j);
	jsonw_end(&j);
	jsonw_end(&j);
	cr_assert_str_eq(buf_str(&out),
		"{\n  \"name\": \"a \\\"b\\\"\\\\\",\n  \"none\": null,\n  \"list\": [\n"
		"    -5,\n    0.500,\n    true,\n    {},\n    []\n  ]\n}\n");
	buf_free(&out);
}

Test(json, no_byte_breaks_a_string)
{
	for (int first = 0; first < 256; first++) {
		for (int second = 0; second < 256; second++) {
			char s[2] = {(char)first, (char)second};
			struct buf out = {0};
			struct json j;
			jsonw_init(&j, &out);
			jsonw_string_len(&j, s, 2);
			cr_assert(is_json(out.data, out.len), "%02x %02x gave %s", first, second,
				out.data);
			buf_free(&out);
		}
	}
}

Test(json, ill_formed_text_becomes_the_replacement_character)
{
	struct buf out = {0};
	struct json j;
	jsonw_init(&j, &out);
	jsonw_string(&j, "a\xC0\xAF\x1B[31m\xC3\xA9");
	cr_assert_str_eq(buf_str(&out), "\"a\uFFFD\uFFFD\\u001b[31m\u00e9\"");
	buf_free(&out);
}

Test(json, a_megabyte_stays_whole)
{
	size_t len = 1 << 20;
	char *s = mem_alloc(len, 1);
	memset(s, 'x', len);
	struct buf out = {0};
	struct json j;
	jsonw_init(&j, &out);
	jsonw_string_len(&j, s, len);
	cr_assert_eq(out.len, len + 2);
	buf_free(&out);
	free(s);
}

Test(json, a_value_without_its_key_is_a_bug, .signal = SIGABRT)
{
	struct buf out = {0};
	struct json j;
	jsonw_init(&j, &out);
	jsonw_object(&j);
	jsonw_int(&j, 1);
}

Test(json, a_key_in_an_array_is_a_bug, .signal = SIGABRT)
{
	struct buf out = {0};
	struct json j;
	jsonw_init(&j, &out);
	jsonw_array(&j);
	jsonw_key(&j, "a");
}

Test(json, an_end_too_many_is_a_bug, .signal = SIGABRT)
{
	struct buf out = {0};
	struct json j;
	jsonw_init(&j, &out);
	jsonw_end(&j);
}
