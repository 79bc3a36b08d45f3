// SPDX-License-Identifier: MIT
#include "terminal_input.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static int master, slave;

static void
begin(void)
{
	master = posix_openpt(O_RDWR | O_NOCTTY);
	cr_assert(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
	slave = open(ptsname(master), O_RDWR | O_NOCTTY);
	cr_assert_geq(slave, 0);
}

TestSuite(terminal_input, .init = begin, .timeout = 60);

static bool
is_canonical(void)
{
	struct termios t;
	cr_assert_eq(tcgetattr(slave, &t), 0);
	return t.c_lflag & ICANON;
}

/* How many bytes of it are text; `end` is what is to be said of them. */
static void
expect(const char *bytes, size_t text, bool end)
{
	bool is_end;
	cr_expect_eq(terminal_input_take(bytes, strlen(bytes), &is_end), text, "%s", bytes);
	cr_expect_eq(is_end, end, "%s", bytes);
}

Test(terminal_input, is_set_and_set_back)
{
	cr_assert(is_canonical());
	cr_assert(terminal_input_begin(slave));
	cr_expect_not(is_canonical());
	cr_expect_not(terminal_input_begin(slave), "one at a time");
	cr_assert_eq(write(master, "rest", 4), 4);
	terminal_input_end();
	cr_expect(is_canonical());
	fcntl(slave, F_SETFL, O_NONBLOCK);
	char c;
	cr_expect_eq(write(master, "\n", 1), 1);
	cr_expect_eq(read(slave, &c, 1), 1);
	cr_expect_eq(c, '\n', "what was left of the paste is dropped");
	terminal_input_end();
}

Test(terminal_input, only_a_terminal_is_one)
{
	int ends[2];
	cr_assert_eq(pipe(ends), 0);
	cr_expect_not(terminal_input_begin(ends[0]));
	terminal_input_end();
}

Test(terminal_input, ctrl_d_ends_it_where_it_was_typed)
{
	cr_assert(terminal_input_begin(slave));
	expect("text\n", 5, false);
	expect("\4", 0, true);
	expect("line\n\4more", 5, true);
	expect("no end of line", 14, false);
	expect("\4", 0, true);
	expect("\4 inside a line\n", 16, false);
	expect("a \4 b\n", 6, false);
	expect("a\4", 1, true);
	terminal_input_end();
}

Test(terminal_input, it_may_be_another_key)
{
	struct termios t;
	tcgetattr(slave, &t);
	t.c_cc[VEOF] = 'x';
	tcsetattr(slave, TCSANOW, &t);
	cr_assert(terminal_input_begin(slave));
	expect("\4\n", 2, false);
	expect("x", 0, true);
	terminal_input_end();
}
