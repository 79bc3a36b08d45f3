// SPDX-License-Identifier: MIT
#include <criterion/criterion.h>
#include <string.h>

#include "buf.h"
#include "report.h"
#include "report_fixture.h"
#include "text.h"

static struct buf
write_term(const struct result *r, struct report_options options)
{
	struct buf out = {0};
	cr_assert(report_term(r, &out, &options));
	return out;
}

static void
has(const struct buf *b, const char *text)
{
	cr_assert(strstr(b->data, text), "\"%s\" is not in:\n%s", text, b->data);
}

/* No line but a command, which must stay whole, is wider than the terminal. */
static void
check_widths(const struct buf *b, size_t width)
{
	for (const char *p = b->data; *p;) {
		size_t n = strcspn(p, "\n");
		char line[4096];
		cr_assert(n < sizeof line, "a line of %zu bytes", n);
		memcpy(line, p, n);
		line[n] = '\0';
		cr_expect(text_width(line) <= width || strstr(line, "again "), "%zu: %s",
			text_width(line), line);
		cr_expect(!n || line[n - 1] != ' ', "ends in a space: %s|", line);
		p += n + (p[n] != '\0');
	}
}

Test(term, has_a_line_a_case_and_a_block_for_each_that_did_not_pass)
{
	struct buf b = write_term(fixture_result(), (struct report_options){.utf8 = true});
	has(&b, "case                          tsan      helgrind drd      native  fixes "
		"verdict\n");
	has(&b, "atomicity/check-then-act      · blind   · blind  · blind  ✓ 4/6   ✓ 1/1 ✓ pass\n");
	has(&b, "data-race/lock-on-one-side    ✗ missed  ✓ 6/6    ✗ extra  · 0/6   ✗ 1/2 ✗ fail\n");
	has(&b, "\n✗ data-race/lock-on-one-side  fail\n");
	has(&b, "again     hazard run data-race/lock-on-one-side --detectors tsan --iterations 6 "
		"--seed 42\n");
	has(&b, "write of 8 bytes by T1 at\n");
	has(&b, "Missing  drd in 1 case: valgrind is not installed");
	has(&b, "! 7 cases: 3 pass, 1 fail, 1 error, 1 inconclusive, 1 skip (2 min 13 s)\n");
	has(&b, "7 of 8 clean. For each of them");
	cr_assert_null(strstr(b.data, "\n✓ data-race/lost-update"));
	buf_free(&b);
}

Test(term, a_clean_result_has_no_blocks)
{
	struct buf b = write_term(fixture_clean(), (struct report_options){.utf8 = true});
	has(&b, "✓ 2 cases: 2 pass (2 min");
	cr_assert_null(strstr(b.data, "again"));
	buf_free(&b);
}

Test(term, fits_any_width)
{
	const int widths[] = {0, 72, 80, 100, 120, 200};
	for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
		for (int k = 0; k < 4; k++) {
			struct report_options o = {
				.utf8 = k & 1, .intervals = k & 2, .width = widths[i]};
			struct buf b = write_term(fixture_result(), o);
			check_widths(&b, widths[i] ? (size_t)widths[i] : 80);
			buf_free(&b);
		}
	}
}

Test(term, ascii_and_no_colour_unless_asked)
{
	struct buf b = write_term(fixture_result(), (struct report_options){0});
	for (size_t i = 0; i < b.len; i++) {
		cr_assert((b.data[i] >= ' ' && b.data[i] < 0x7F) || b.data[i] == '\n');
	}
	has(&b, "x missed");
	buf_free(&b);
	b = write_term(fixture_result(), (struct report_options){.color = true});
	has(&b, "\033[31mx missed\033[0m");
	buf_free(&b);
}

Test(term, shows_intervals_when_asked)
{
	struct buf b = write_term(
		fixture_result(), (struct report_options){.width = 120, .intervals = true});
	has(&b, "30-90%");
	buf_free(&b);
}

/* What a CI runner reads as a command of its own. */
static void
no_commands(const struct buf *b)
{
	cr_expect_null(strstr(b->data, "##["));
	for (const char *p = b->data; *p; p += strcspn(p, "\n"), p += *p == '\n') {
		cr_expect(strncmp(p + strspn(p, " \t"), "::", 2) != 0, "%.60s", p);
	}
}

/* Each word may begin a line, wherever it is broken; so it does at some width. */
Test(term, no_line_is_a_command_of_a_ci_runner)
{
	static const char text[] = "::error::a ::error::b ::error::c ::error::d ::error::e "
				   "::error::f ##[error]g ##[error]h ::error::i ::error::j";
	for (int width = 40; width < 140; width += 7) {
		for (int k = 0; k < 2; k++) {
			struct buf b = write_term(fixture_saying(text),
				(struct report_options){
					.utf8 = k, .color = k, .width = width, .intervals = true});
			cr_expect_not_null(strstr(b.data, "|::error::"), "it was there");
			no_commands(&b);
			buf_free(&b);
		}
	}
}

Test(term, hostile_text_cannot_drive_the_terminal)
{
	for (int k = 0; k < 2; k++) {
		struct buf b = write_term(fixture_hostile(), (struct report_options){.utf8 = k});
		for (size_t i = 0, n; i < b.len; i += n) {
			n = text_utf8(b.data + i, b.len - i);
			cr_assert(n, "ill-formed UTF-8 at %zu", i);
			unsigned char c = (unsigned char)b.data[i];
			cr_assert(
				(c >= 0x20 && c != 0x7F) || c == '\n', "control character %02x", c);
			cr_assert_not(n == 2 && c == 0xC2 && (unsigned char)b.data[i + 1] < 0xA0);
		}
		no_commands(&b);
		cr_assert_lt(b.len, 64 * 1024);
		buf_free(&b);
	}
}

Test(term, an_empty_or_partial_result_is_said)
{
	struct result none = {.partial = "interrupted"};
	struct buf b = write_term(&none, (struct report_options){0});
	has(&b, "interrupted");
	has(&b, "0 cases");
	buf_free(&b);
}
