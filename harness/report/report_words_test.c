// SPDX-License-Identifier: MIT
#include "report_words.h"

#include <criterion/criterion.h>
#include <string.h>

#include "buf.h"
#include "clock.h"
#include "report.h"
#include "screen.h"
#include "verdict.h"

static const struct program program = {.file = "cases/data-race/a.c"};

static void
path_is(const char *root, const char *file, const char *expected)
{
	struct result r = {.root = root};
	struct buf b = {0};
	report_path(&b, &r, &program, file);
	cr_assert_str_eq(buf_str(&b), expected);
	buf_free(&b);
}

Test(words, paths_are_relative_to_the_root)
{
	path_is("/srv/hazard", "/srv/hazard/fixes/x.c", "fixes/x.c");
	path_is("/srv/hazard/", "/srv/hazard/fixes/x.c", "fixes/x.c");
	path_is("/srv/hazard", "/srv/hazardous/x.c", "/srv/hazardous/x.c");
	path_is("/srv/hazard", "/srv/hazard", "/srv/hazard");
	path_is("/", "/usr/include/stdio.h", "/usr/include/stdio.h");
	path_is(".", "./nptl/pthread_create.c", "./nptl/pthread_create.c");
	path_is(NULL, "/build/x/cases/data-race/a.c", "cases/data-race/a.c");
	path_is(NULL, "/build/xcases/data-race/a.c", "/build/xcases/data-race/a.c");
}

Test(words, text_loses_the_root_everywhere)
{
	struct result r = {.root = "/srv/h"};
	struct buf b = {0};
	static const char text[] = "at /srv/h/a.c:1 and /srv/h/b.c, not /srv/hh/c.c";
	report_text(&b, &r, text, sizeof text - 1);
	cr_assert_str_eq(b.data, "at a.c:1 and b.c, not /srv/hh/c.c");
	buf_free(&b);
}

Test(words, durations_are_short)
{
	const struct {
		int64_t ns;
		const char *words;
	} known[] = {{0, "0 ms"}, {999 * CLOCK_NS_PER_MS, "999 ms"},
		{1500 * INT64_C(1000000), "1.5 s"}, {133 * CLOCK_NS_PER_S, "2 min 13 s"},
		{7260 * CLOCK_NS_PER_S, "2 h 1 min"}};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct buf b = {0};
		report_duration(&b, known[i].ns);
		cr_assert_str_eq(b.data, known[i].words);
		buf_free(&b);
	}
}

static void
wraps(const char *text, int lines, const char *expected)
{
	struct buf b = {0};
	struct screen s;
	screen_init(&s, &b, &(struct report_options){.width = 40, .utf8 = true});
	screen_wrap(&s, STYLE_PLAIN, text, strlen(text), 20, 22, lines);
	cr_assert_str_eq(b.data, expected);
	buf_free(&b);
}

Test(screen, breaks_lines_at_spaces)
{
	wraps("short", 3, "short\n");
	wraps("", 3, "\n");
	wraps("exactly twenty chars", 3, "exactly twenty chars\n");
	wraps("one two three four five six", 3,
		"one two three four\n                      five six\n");
	wraps("a detector with 90 % of it", 3,
		"a detector with 90 %\n                      of it\n");
	wraps("a detector withit 90 % of", 3, "a detector withit\n                      90 % of\n");
	wraps("abcdefghijklmnopqrstuvwxyz", 3,
		"abcdefghijklmnopqrst\n                      uvwxyz\n");
	wraps("one two three four five six seven eight", 1, "one two three …\n");
	wraps("one abcdefghijklmnopqrstuvwxyz", 1, "one abcdefghijkl …\n");
	wraps("tab\there\nline\033[1m", 3,
		"tab\n                      here\\x0Aline\\x1B[1\n                      m\n");
}

Test(screen, shortens_in_the_middle)
{
	struct buf b = {0};
	struct screen s;
	screen_init(&s, &b, &(struct report_options){.utf8 = true});
	screen_shorten(&s, &b, "data-race/lost-update", 30);
	cr_assert_str_eq(b.data, "data-race/lost-update");
	buf_clear(&b);
	screen_shorten(&s, &b, "data-race/lost-update", 11);
	cr_assert_str_eq(b.data, "data-…pdate");
	buf_free(&b);
}
