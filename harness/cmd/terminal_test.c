// SPDX-License-Identifier: MIT
/* `hazard explain` at a terminal: what a user pastes into it. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "cli.h"

enum { REPORTS = 20, LONG_LINE = 6000, WAIT_MS = 20000 };

static struct cli c;
static int master, slave;
static struct termios before;
static struct buf shown; /* what the terminal has shown */

static void
begin(void)
{
	cli_begin(&c);
	master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	cr_assert(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
	fcntl(master, F_SETFL, O_NONBLOCK);
	c.terminal = arena_strdup(&c.arena, ptsname(master));
	slave = open(c.terminal, O_RDWR | O_NOCTTY | O_CLOEXEC);
	cr_assert(slave >= 0 && tcgetattr(slave, &before) == 0);
}

static void
end(void)
{
	close(slave);
	close(master);
	buf_free(&shown);
	cli_end(&c);
}

TestSuite(cli_terminal, .init = begin, .fini = end, .timeout = 120);

static void
look(int wait_ms)
{
	char piece[4096];
	ssize_t n;
	poll(&(struct pollfd){.fd = master, .events = POLLIN}, 1, wait_ms);
	while ((n = read(master, piece, sizeof piece)) > 0) {
		buf_add(&shown, piece, (size_t)n);
	}
}

static void
await(const char *text)
{
	for (int ms = 0; !strstr(buf_str(&shown), text); ms += 20) {
		cr_assert_lt(ms, WAIT_MS, "`%s` is not shown: %s", text, buf_str(&shown));
		look(20);
	}
}

/* As fast as the terminal takes it, which is no faster than hazard reads. */
static void
type(const char *text)
{
	int waited = 0;
	for (size_t left = strlen(text); left;) {
		ssize_t n = write(master, text, left);
		if (n > 0) {
			text += n;
			left -= (size_t)n;
			waited = 0;
		}
		look(n > 0 ? 0 : 10);
		cr_assert_lt(waited += 10, WAIT_MS, "nobody reads");
	}
}

static void
start(void)
{
	CLI_START(&c, "explain", "--no-pager", "--format", "md");
	await("then press Ctrl-D");
}

static void
expect_terminal_as_before(void)
{
	struct termios now;
	cr_assert_eq(tcgetattr(slave, &now), 0);
	cr_expect_eq(now.c_lflag, before.c_lflag);
	cr_expect_arr_eq(now.c_cc, before.c_cc, sizeof now.c_cc);
}

/* Some two hundred lines, two of them longer than the kernel would put together (4 096 bytes). */
static const char *
log_text(void)
{
	struct buf b = {0};
	char *wide = arena_alloc(&c.arena, LONG_LINE + 1, 1);
	memset(wide, 'w', LONG_LINE);
	wide[LONG_LINE] = '\0';
	for (int i = 0; i < REPORTS; i++) {
		buf_addf(&b,
			"==================\nWARNING: ThreadSanitizer: data race (pid=7)\n"
			"  Write of size 8 at 0x5555%04d by thread T2:\n"
			"    #0 %s_%d src/hits.c:%d:7 (hits+0xd01a8)\n\n"
			"  Previous write of size 8 at 0x5555%04d by thread T1:\n"
			"    #0 get src/hits.c:8:7 (hits+0xd01a8)\n\n"
			"SUMMARY: ThreadSanitizer: data race\n==================\n",
			i, i == 9 ? wide : "set", i, 10 + i, i);
	}
	buf_addf(&b, "[ci] %s\nthe last line", wide);
	const char *text = arena_strdup(&c.arena, buf_str(&b));
	buf_free(&b);
	return text;
}

Test(cli_terminal, a_paste_is_read_whole)
{
	const char *text = log_text(), *terminal = c.terminal;
	cli_write(&c, "ci.log", text);
	c.terminal = NULL;
	CLI(&c, "explain", "--no-pager", "--format", "md", "ci.log");
	cr_assert_eq(c.code, 0, "%s", buf_str(&c.err));
	const char *want = arena_strdup(&c.arena, buf_str(&c.out));
	cr_assert(strstr(want, "wwww"));
	c.terminal = terminal;
	start();
	type(text);
	await("the last line");
	type("\4");
	cli_wait(&c);
	cr_expect_eq(c.code, 0);
	cr_expect_str_eq(buf_str(&c.out), want);
	expect_terminal_as_before();
}

Test(cli_terminal, nothing_pasted_is_nothing)
{
	start();
	type("\4");
	cli_wait(&c);
	cr_expect_eq(c.code, 77);
	expect_terminal_as_before();
}

Test(cli_terminal, ctrl_c_leaves_the_terminal_as_it_was)
{
	start();
	type("==================\nWARNING: Thread\3");
	cli_wait(&c);
	cr_expect_eq(c.code, 128 + SIGINT);
	expect_terminal_as_before();
}

Test(cli_terminal, so_does_term)
{
	start();
	type("==================\n");
	kill(c.pid, SIGTERM);
	cli_wait(&c);
	cr_expect_eq(c.code, 128 + SIGTERM);
	expect_terminal_as_before();
}

Test(cli_terminal, what_is_no_terminal_is_not_asked)
{
	c.terminal = NULL;
	CLI(&c, "explain");
	cr_expect_eq(c.code, 77);
	cr_expect_not(cli_prints(&c, "Ctrl-D"));
}
