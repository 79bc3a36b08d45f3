// SPDX-License-Identifier: MIT
#include "progress.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "text.h"

static void
line_is(int width, const char *current, int failing, int64_t seconds, const char *expected)
{
	struct buf b = {0};
	progress_line(&b, &(struct report_options){.width = width}, 50, 200, failing, current,
		seconds * CLOCK_NS_PER_S);
	cr_assert_str_eq(b.data, expected);
	cr_assert_lt(text_width(b.data), (size_t)width);
	buf_free(&b);
}

Test(progress, says_how_far_it_is_within_the_width)
{
	line_is(80, "data-race/lost-update", 2, 25,
		"[#####...............] 50/200  data-race/lost-update  2 failing  ETA 1:15");
	line_is(80, "data-race/lost-update", 0, 1,
		"[#####...............] 50/200  data-race/lost-update");
	line_is(50, "data-race/lost-update", 2, 25,
		"50/200  data-race..st-update  2 failing  ETA 1:15");
	line_is(30, "data-race/lost-update", 2, 25, "50/200  2 failing  ETA 1:15");
	line_is(20, "data-race/lost-update", 2, 25, "50/200  data..pdate");
	line_is(80, NULL, 0, 4000, "[#####...............] 50/200  ETA 3:20:00");
}

Test(progress, shows_eighths_and_escapes_names)
{
	struct buf b = {0};
	struct report_options o = {.utf8 = true, .width = 80};
	progress_line(&b, &o, 1, 32, 0, "a\033[2Jb", 0);
	cr_assert_not_null(strstr(b.data, "▕▋ "), "%s", b.data);
	cr_assert_null(strchr(b.data, '\033'));
	buf_clear(&b);
	progress_line(&b, &o, 0, 0, 0, NULL, 0);
	cr_assert_not_null(strstr(b.data, "0/0"));
	buf_free(&b);
}

/* The two ends of a pseudo-terminal. */
static void
open_terminal(int *outer, int *inner)
{
	*outer = posix_openpt(O_RDWR | O_NOCTTY);
	cr_assert(*outer >= 0 && grantpt(*outer) == 0 && unlockpt(*outer) == 0);
	*inner = open(ptsname(*outer), O_RDWR | O_NOCTTY);
	cr_assert(*inner >= 0);
	fcntl(*outer, F_SETFL, O_NONBLOCK);
}

static size_t
drain(int fd, char *buffer, size_t size)
{
	ssize_t n = read(fd, buffer, size - 1);
	buffer[n > 0 ? n : 0] = '\0';
	return n > 0 ? (size_t)n : 0;
}

Test(progress, redraws_ten_times_a_second_and_clears_itself)
{
	int outer, inner;
	char seen[4096];
	struct progress p;
	open_terminal(&outer, &inner);
	setenv("TERM", "xterm", 1);
	progress_begin(&p, inner, &(struct report_options){.width = 80}, 0);
	progress_update(&p, 1, 10, 0, "a", 0);
	cr_assert(drain(outer, seen, sizeof seen) && strstr(seen, "1/10"));
	progress_update(&p, 2, 10, 0, "a", 99 * (int64_t)CLOCK_NS_PER_MS);
	cr_assert_eq(drain(outer, seen, sizeof seen), 0);
	progress_update(&p, 3, 10, 0, "a", 100 * (int64_t)CLOCK_NS_PER_MS);
	cr_assert(drain(outer, seen, sizeof seen) && strstr(seen, "3/10"));
	progress_clear(&p);
	drain(outer, seen, sizeof seen);
	cr_assert_str_eq(seen, "\r\033[K");
	progress_update(&p, 4, 10, 0, "a", 101 * (int64_t)CLOCK_NS_PER_MS);
	cr_assert(drain(outer, seen, sizeof seen) && strstr(seen, "4/10"));
	progress_end(&p);
	drain(outer, seen, sizeof seen);
	cr_assert_str_eq(seen, "\r\033[K");
	progress_update(&p, 5, 10, 0, "a", CLOCK_NS_PER_S);
	cr_assert_eq(drain(outer, seen, sizeof seen), 0);
}

Test(progress, is_silent_on_a_dumb_terminal_and_on_none)
{
	int outer, inner, pipes[2];
	char seen[64];
	struct progress p;
	open_terminal(&outer, &inner);
	setenv("TERM", "dumb", 1);
	progress_begin(&p, inner, &(struct report_options){0}, 0);
	progress_update(&p, 1, 10, 0, "a", 0);
	progress_end(&p);
	cr_assert_eq(drain(outer, seen, sizeof seen), 0);
	setenv("TERM", "xterm", 1);
	cr_assert_eq(pipe2(pipes, O_NONBLOCK), 0);
	progress_begin(&p, pipes[1], &(struct report_options){0}, 0);
	progress_update(&p, 1, 10, 0, "a", 0);
	progress_end(&p);
	cr_assert_eq(drain(pipes[0], seen, sizeof seen), 0);
}
