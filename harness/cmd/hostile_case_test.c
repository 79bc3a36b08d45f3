// SPDX-License-Identifier: MIT
/* Cases whose programs do their worst: each gets its right name, and none is left (cli_wait). */
#include <criterion/criterion.h>
#include <string.h>

#include "cli.h"
#include "clock.h"
#include "fs.h"

static struct cli c;

static void
begin(void)
{
	cli_begin(&c);
	cli_env(&c, "HAZARD_CLI_READY=%s", cli_path(&c, "ready"));
}

static void
end(void)
{
	cli_end(&c);
}

TestSuite(cli_hostile, .init = begin, .fini = end, .timeout = 200);

static void
run(const char *id, const char *detector)
{
	cli_case_from(&c, CLI_DATA "/hostile", id);
	CLI(&c, "run", id, "--detectors", detector);
}

static const struct {
	const char *id, *detector;
	int code;
	const char *says;
} cases[] = {
	{"benign/closes-descriptors", "native", 0, "1 case: 1 pass"},
	{"benign/exits-66", "native", 1, "native    not clean: bad-exit (exit 66)"},
	{"benign/exits-66", "tsan", 1, "tsan      not clean: bad-exit (exit 66)"},
	{"benign/exits-113", "native", 1, "native    not clean: bad-exit (exit 113)"},
	{"benign/exits-113", "tsan", 3, "ended the program with exit 113, but left no"},
	{"benign/grandchildren", "native", 0, "1 case: 1 pass"},
	{"benign/removes-its-folder", "native", 0, "1 case: 1 pass"},
	{"benign/removes-its-folder", "tsan", 3, "the folder for the tool's reports is gone"},
	{"benign/huge-file", "native", 1, "native    not clean: crash (ended by SIGXFSZ)"},
	{"hostile/ignores-term", "native", 0, "1 case: 1 pass"},
	{"hostile/quick-exit", "tsan", 0, "1 case: 1 pass"},
	{"benign/fake-report", "tsan", 0, "1 case: 1 pass"},
};

Test(cli_hostile, each_has_its_verdict)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		run(cases[i].id, cases[i].detector);
		cr_expect_eq(c.code, cases[i].code, "%s: exit %d\n%s", cases[i].id, c.code,
			buf_str(&c.out));
		cr_expect(cli_says(&c, cases[i].says), "%s: %s%s", cases[i].id, buf_str(&c.out),
			buf_str(&c.err));
		cr_expect_eq(cli_leftovers(&c), 0, "%s", cases[i].id);
	}
}

Test(cli_hostile, a_race_before_an_end_without_exit_handlers_is_found)
{
	run("hostile/quick-exit", "tsan");
	cli_ended(&c, 0, "✓ 1/1");
	cli_reports(&c, "hazard-report",
		(const char *const[]){"\"reason\": \"matched\"", "\"kind\": \"race\"", NULL});
}

Test(cli_hostile, a_printed_report_is_no_finding)
{
	run("benign/fake-report", "tsan");
	cli_ended(&c, 0, "1 pass");
	cli_reports(&c, "hazard-report",
		(const char *const[]){"\"reason\": \"clean\"", "\"findings\": {}", NULL});
}

/* A hang is told at once, and the program has two seconds to end. */
Test(cli_hostile, stuck_and_deaf_to_term)
{
	run("hostile/ignores-term", "native");
	cli_ended(&c, 0, "✓ 1/1");
	cr_expect_lt(c.wall_ns, 9 * CLOCK_NS_PER_S, "it is not left until its time limit");
	cli_reports(&c, "hazard-report",
		(const char *const[]){"\"kind\": \"hang\"", "\"runs\": 1,", NULL});
}

Test(cli_hostile, fork_bomb)
{
	run("benign/fork-bomb", "native");
	cli_ended(&c, 3, "more than 256 processes");
	cli_reports(&c, "hazard-report", (const char *const[]){"\"verdict\": \"error\"", NULL});
}

Test(cli_hostile, a_gigabyte_of_output)
{
	run("hostile/gigabyte", "native");
	cli_ended(&c, 0, "✓ 1/1");
	cli_reports(&c, "hazard-report", (const char *const[]){"\"partial\": false", NULL});
	cr_expect_lt(strlen(cli_read(&c, "hazard-report/results.json")), 100000);
	cr_expect_lt(strlen(cli_read(&c, "hazard-report/junit.xml")), 100000);
	cr_expect_lt(c.out.len, 10000);
}

/* No control byte of the program's reaches a terminal or a file, and the files stay well-formed. */
Test(cli_hostile, terminal_escapes)
{
	static const char *const files[] = {
		"hazard-report/results.json", "hazard-report/junit.xml"};
	run("benign/escapes", "native");
	cli_ended(&c, 1, "wrong-result (wrong:");
	cr_expect(cli_prints(&c, "\\x1B]0;owned\\x07\\x1B[2J"), "%s", buf_str(&c.out));
	cr_expect_not(strpbrk(buf_str(&c.out), "\033\a"));
	cr_expect_not(strpbrk(buf_str(&c.err), "\033\a"));
	cli_reports(&c, "hazard-report", (const char *const[]){"wrong: ", "owned", NULL});
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		cr_expect_not(strpbrk(cli_read(&c, files[i]), "\033\a"), "%s", files[i]);
	}
	CLI(&c, "run", "--detectors", "native", "--color", "always");
	cli_ended(&c, 1, "\033[");
	cr_expect_not(cli_prints(&c, "\033]"), "hazard's own colours only");
	cr_expect_not(cli_prints(&c, "\033[2J"));
}

Test(cli_hostile, who_kills_the_keeper_is_lost)
{
	run("benign/kills-its-parent", "native");
	cli_ended(&c, 3, "1 case: 0 pass, 1 error");
}

/* Neither ends, nor waits for a lock: the time limit of the whole run is what ends them. */
Test(cli_hostile, stopped_and_sleeping)
{
	static const char *const ids[] = {"benign/stops-itself", "benign/sleeps"};
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		cli_case_from(&c, CLI_DATA "/hostile", ids[i]);
		CLI(&c, "run", ids[i], "--detectors", "native", "--time", "2s");
		cli_ended(&c, 124, "Partial");
		cli_reports(&c, "hazard-report", (const char *const[]){"\"partial\": true", NULL});
		cr_expect_eq(cli_leftovers(&c), 0);
		cr_expect_lt(c.wall_ns, 9 * CLOCK_NS_PER_S);
	}
}
