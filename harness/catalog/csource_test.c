// SPDX-License-Identifier: MIT
#include "csource.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

#include "arena.h"
#include "buf.h"

static struct arena arena;
static struct csource s;

static void
clean(void)
{
	arena_free(&arena);
}

TestSuite(csource, .fini = clean);

static void
read_text(const char *text)
{
	csource_init(&s, &arena, text, strlen(text));
}

/* The classes as letters: c code, s string, l line comment, b block comment. */
static const struct {
	const char *text, *classes;
} table[] = {
	{"a//b\nc", "clllcc"},
	{"a/b", "ccc"},
	{"/*a*/b", "bbbbbc"},
	{"/*/b*/c", "bbbbbbc"},
	{"/**/c", "bbbbc"},
	{"\"//\"a", "ssssc"},
	{"\"\\\"/*\"a", "ssssssc"},
	{"'\"'//", "sssll"},
	{"\"a\n//", "sscll"},
	{"//a\\\nb\nc", "llllllcc"},
	{"/\\\n/a\nb", "lllllcc"},
	{"/\\\n*a*\\\n/b", "bbbbbbbbbc"},
	{"/*a", "bbb"},
	{"/*a*/", "bbbbb"},
	{"'\\", "ss"},
};

Test(csource, every_byte_is_code_string_or_comment)
{
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		read_text(table[i].text);
		cr_assert_eq(s.len, strlen(table[i].classes), "%s", table[i].text);
		for (size_t j = 0; j < s.len; j++) {
			cr_expect_eq("cslb"[s.classes[j]], table[i].classes[j], "byte %zu of %s", j,
				table[i].text);
		}
	}
}

Test(csource, lines)
{
	read_text("a\n\nbc");
	cr_assert_eq(s.line_count, 3);
	cr_expect_eq(s.lines[2].start, 3);
	cr_expect_eq(s.lines[2].len, 2);
	cr_expect_eq(csource_line_at(&s, 0), 1);
	cr_expect_eq(csource_line_at(&s, 2), 2);
	cr_expect_eq(csource_line_at(&s, 4), 3);
	read_text("a\n");
	cr_expect_eq(s.line_count, 1, "a newline at the end begins no line");
	read_text("");
	cr_expect_eq(s.line_count, 0);
}

Test(csource, code_lines_are_neither_blank_nor_comment)
{
	read_text("a;\n\n \t\n// b\n/* c\n d */ e;\n\"//\"\n");
	cr_expect_eq(csource_code_lines(&s), 3);
	cr_expect(csource_has_code(&s, 1));
	cr_expect_not(csource_has_code(&s, 3));
	cr_expect_not(csource_has_code(&s, 5));
	cr_expect(csource_has_code(&s, 6));
}

Test(csource, the_code_of_a_line)
{
	struct buf b = {0};
	read_text("\ta/*b*/c; // d\n/* e */\n");
	csource_code(&s, 1, &b);
	cr_expect_str_eq(buf_str(&b), "\ta c;");
	buf_clear(&b);
	csource_code(&s, 2, &b);
	cr_expect_str_eq(buf_str(&b), "");
	buf_free(&b);
}

Test(csource, words)
{
	size_t pos = 0, len;
	read_text("int a1 = 0x2f; // word\n\"word\" _b");
	const char *expected[] = {"int", "a1", "_b"};
	for (size_t i = 0; i < 3; i++, pos += len) {
		cr_assert(csource_word(&s, &pos, &len));
		cr_expect_eq(len, strlen(expected[i]));
		cr_expect_eq(memcmp(s.text + pos, expected[i], len), 0);
	}
	cr_expect_not(csource_word(&s, &pos, &len));
	read_text("f /* x */ (");
	cr_expect_eq(csource_next(&s, 1), 10);
	cr_expect_eq(csource_next(&s, 11), 11);
}

Test(csource, a_line_comment_begins_where_its_slashes_are)
{
	read_text("a; // b\n/* // */\nc // d \\\ne\n");
	cr_expect_eq(csource_line_comment(&s, 1), 3);
	cr_expect_eq(csource_line_comment(&s, 2), SIZE_MAX);
	cr_expect_neq(csource_line_comment(&s, 3), SIZE_MAX);
	cr_expect_eq(csource_line_comment(&s, 4), SIZE_MAX, "it began on the line before");
}
