// SPDX-License-Identifier: MIT
#include "text.h"

#include <criterion/criterion.h>
#include <string.h>

#include "buf.h"

static void
shows(const char *in, size_t len, bool lines, const char *expected)
{
	struct buf out = {0};
	text_terminal(&out, in, len, lines);
	cr_assert_str_eq(buf_str(&out), expected);
	buf_free(&out);
}

Test(text, a_terminal_gets_no_escape_sequence)
{
	shows("\033[31mred", 8, false, "\\x1B[31mred");
	shows("a\rb\x07", 4, false, "a\\x0Db\\x07");
	shows("\xC2\x9B"
	      "31m",
		5, false, "\\xC2\\x9B31m");
	shows("\x7F", 1, false, "\\x7F");
}

Test(text, well_formed_utf8_stays_and_the_rest_is_shown)
{
	shows("na\xC3\xAFve \xF0\x9F\x94\x92", 11, false, "na\xC3\xAFve \xF0\x9F\x94\x92");
	shows("\xC3", 1, false, "\\xC3");
	shows("\xC0\xAF", 2, false, "\\xC0\\xAF");
	shows("\xED\xA0\x80", 3, false, "\\xED\\xA0\\x80");
	shows("\xF4\x90\x80\x80", 4, false, "\\xF4\\x90\\x80\\x80");
	shows("\xE0\x80\x80", 3, false, "\\xE0\\x80\\x80");
	shows("a\0b", 3, false, "a\\x00b");
}

Test(text, newlines_stay_only_where_lines_may_end)
{
	shows("a\nb\tc", 5, true, "a\nb\tc");
	shows("a\nb", 3, false, "a\\x0Ab");
}

/* ##[error] is a command wherever it stands in a line. */
Test(text, no_bracket_command)
{
	shows("##[error]x", 10, false, "##\\x5Berror]x");
	shows("a ##[error]x", 12, false, "a ##\\x5Berror]x");
	shows("#\xE2\x80\x8B#[error]x", 13, false, "#\xE2\x80\x8B#\\x5Berror]x");
	shows("##vso[task.setvariable]", 23, false, "##vso\\x5Btask.setvariable]");
	shows("#[a] ##a[ [ #vso[ ##so[", 23, false, "#[a] ##a[ [ #vso[ ##so[");
	struct buf out = {0};
	text_terminal(&out, "##", 2, false);
	text_terminal(&out, "[error]", 7, false);
	cr_expect_str_eq(buf_str(&out), "##\\x5Berror]", "in two parts");
	buf_free(&out);
}

static void
disarms(const char *in, const char *expected)
{
	struct buf out = {0};
	buf_adds(&out, "::mine\n");
	buf_adds(&out, in);
	text_no_commands(&out, 7);
	cr_expect_str_eq(buf_str(&out) + 7, expected, "%s", in);
	cr_expect(text_starts(buf_str(&out), "::mine\n"));
	buf_free(&out);
}

/* ::error:: is one at a line's beginning, also behind blanks. */
Test(text, no_colon_command)
{
	disarms("::error::x", "|::error::x");
	disarms("a\n::error::x\nb\n", "a\n|::error::x\nb\n");
	disarms("  ::error::x\n   b\n", " |::error::x\n   b\n");
	disarms("\033[1m ::error::x\n", "\033[1m|::error::x\n");
	disarms("\t::error::x\n", "\t|::error::x\n");
	disarms("\xC2\xA0::error::x\n", "\xC2\xA0|::error::x\n");
	disarms("\xE2\x80\x8D:\xE2\x80\x8D:error::x", "\xE2\x80\x8D|:\xE2\x80\x8D:error::x");
	disarms("std::string ::x\n", "std::string ::x\n");
	disarms(": :x\n:\n::", ": :x\n:\n|::");
	disarms("", "");
	disarms("\n\n  \n", "\n\n  \n");
}

Test(text, width_counts_characters)
{
	cr_assert_eq(text_width("na\xC3\xAFve"), 5);
	cr_assert_eq(text_width(""), 0);
}

Test(text, starts_and_ends)
{
	cr_assert(text_starts("lost-update", "lost"));
	cr_assert_not(text_starts("lo", "lost"));
	cr_assert(text_ends("x.c", ".c"));
	cr_assert_not(text_ends("c", ".c"));
}

Test(text, the_nearest_name_is_offered_only_when_it_is_near)
{
	const char *const names[] = {"deadlock", "data-race", "queue", NULL};
	cr_assert_str_eq(text_nearest("deadlok", names), "deadlock");
	cr_assert_str_eq(text_nearest("data-rcae", names), "data-race");
	cr_assert_str_eq(text_nearest("queeu", names), "queue", "a swap is one edit");
	cr_assert_null(text_nearest("lifetime", names));
	cr_assert_null(text_nearest("", names));
	char longer[500];
	memset(longer, 'a', sizeof longer);
	longer[sizeof longer - 1] = '\0';
	cr_assert_null(text_nearest(longer, names));
}
