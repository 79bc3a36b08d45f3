// SPDX-License-Identifier: MIT
/* The main job on a catalogue in which all is well, and what it leaves behind. */
#include <criterion/criterion.h>
#include <string.h>

#include "cli.h"
#include "fs.h"

static struct cli c;

static void
begin(void)
{
	cli_begin(&c);
}

static void
end(void)
{
	cli_end(&c);
}

TestSuite(cli_run, .init = begin, .fini = end, .timeout = 280);

Test(cli_run, every_case_is_judged_under_every_detector)
{
	cli_case(&c, "data-race/lost-update");
	cli_case(&c, "deadlock/lock-order");
	cli_case(&c, "benign/join-orders-all");
	c.limit_s = 240;
	CLI(&c, "run");
	cli_ended(&c, 0, "3 cases: 3 pass");
	cr_expect(cli_prints(&c, "tsan    helgrind drd     native  explore fixes verdict\n"), "%s",
		buf_str(&c.out));
	cr_expect(cli_prints(&c, "\ndata-race/lost-update "));
	cr_expect(cli_prints(&c, "\ndeadlock/lock-order "));
	cr_expect(cli_prints(&c, "\nbenign/join-orders-all "));
	cr_expect(cli_prints(&c, "5 of 5 clean"), "%s", buf_str(&c.out));
	cr_expect_str_eq(buf_str(&c.err), "");
	cr_expect_not(strchr(buf_str(&c.out), '\033'), "no colour where no terminal is");
	cr_expect_eq(cli_leftovers(&c), 0);
	cli_reports(&c, "hazard-report",
		(const char *const[]){"\"partial\": false", "\"cases\": 3,", "\"pass\": 3,",
			"\"id\": \"data-race/lost-update\"", "\"id\": \"deadlock/lock-order\"",
			"\"id\": \"benign/join-orders-all\"", "\"reason\": \"matched\"",
			"\"reason\": \"clean\"", "\"reason\": \"blind\"", "\"helgrind\"", NULL});
	const char *json = cli_read(&c, "hazard-report/results.json");
	cr_expect_not(strstr(json, c.catalog), "a path of this machine is in the report");
	cr_expect_not(strstr(json, "\"verdict\": \"fail\""));
	cr_expect_not(strstr(json, "\"verdict\": \"error\""));
}

Test(cli_run, reports_go_where_they_are_wanted)
{
	cli_case(&c, "benign/join-orders-all");
	CLI(&c, "run", "--detectors", "native", "--out", "a/b");
	cli_ended(&c, 0, "1 case: 1 pass");
	cli_reports(&c, "a/b", (const char *const[]){"\"cases\": 1,", NULL});
	cr_expect_not(fs_exists(cli_path(&c, "hazard-report")));
	CLI(&c, "run", "--detectors=native", "--format=json=only.json", "--format", "junit=-");
	cli_ended(&c, 0, "<testsuites name=\"hazard\" tests=\"1\" failures=\"0\"");
	cr_expect_not(cli_prints(&c, "1 pass"));
	cr_expect(strstr(cli_read(&c, "only.json"), "\"pass\": 1,"));
	cr_expect_not(fs_exists(cli_path(&c, "hazard-report")));
}

/* A report that is there is replaced as a whole. */
Test(cli_run, a_second_run_builds_nothing_and_replaces_the_reports)
{
	cli_case(&c, "benign/join-orders-all");
	cli_env(&c, "XDG_CACHE_HOME=%s", cli_path(&c, "cache"));
	cli_write(&c, "hazard-report/results.json", "old\n");
	CLI(&c, "run", "--detectors", "native", "--why");
	cli_ended(&c, 0, "cases/benign/join-orders-all.c (native): never built here");
	cli_reports(&c, "hazard-report", (const char *const[]){"\"cases\": 1,", NULL});
	CLI(&c, "run", "--detectors", "native", "--why");
	cli_ended(&c, 0, "1 case: 1 pass");
	cr_expect_str_eq(buf_str(&c.err), "");
	cli_edit(&c, "catalog/cases/benign/join-orders-all.c", "#include", "\n#include");
	CLI(&c, "run", "--detectors", "native", "--why");
	cli_ended(&c, 0, "cases/benign/join-orders-all.c (native): the source changed");
}

Test(cli_run, the_seed_and_the_number_of_runs_are_in_the_report)
{
	cli_case(&c, "benign/join-orders-all");
	CLI(&c, "run", "--detectors", "native", "--seed", "7", "--iterations", "3", "--jobs", "1");
	cli_ended(&c, 0, "seed 7");
	cli_reports(&c, "hazard-report",
		(const char *const[]){"\"seed\": \"7\"", "\"runs\": 3,", NULL});
}

static const struct {
	const char *arguments[4];
	const char *prints;
} plain[] = {
	{{"help"}, "usage: hazard COMMAND"},
	{{"--help"}, "usage: hazard COMMAND"},
	{{"--version"}, "hazard 0."},
	{{"run", "--help"}, "--detectors LIST"},
	{{"list", "--help"}, "usage: hazard list"},
	{{"show", "--help"}, "usage: hazard show"},
	{{"lint", "--help"}, "usage: hazard lint"},
	{{"measure", "--help"}, "usage: hazard measure"},
	{{"doctor", "--help"}, "usage: hazard doctor"},
	{{"list"}, "  lost-update "},
	{{"list", "--path", "first"}, "lost-update"},
	{{"show", "data-race/lost-update"}, "hits += 1;"},
	{{"lint", "data-race/lost-update"}, "no problem"},
};

/* Also of hazard's own catalogue, wherever one is. */
Test(cli_run, what_runs_no_tool_needs_none)
{
	cli_env(&c, "HAZARD_CATALOG");
	cli_env(&c, "PATH=");
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
		const char *argv[6] = {cli_program(&c)};
		memcpy(argv + 1, plain[i].arguments, sizeof plain[i].arguments);
		cli_run(&c, argv);
		cr_expect_eq(c.code, 0, "%s: exit %d", argv[1], c.code);
		cr_expect(cli_prints(&c, plain[i].prints), "%s: %.300s", argv[1], buf_str(&c.out));
		cr_expect_str_eq(buf_str(&c.err), "");
	}
}

/* `hazard list | head -1` */
Test(cli_run, a_reader_may_leave)
{
	static const char *const commands[] = {
		"list", "show data-race/lost-update", "run --detectors native"};
	cli_case(&c, "data-race/lost-update");
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		const char *line = arena_printf(&c.arena, "{ '%s' %s; echo $? >code; } | head -c 1",
			cli_program(&c), commands[i]);
		cli_run(&c, (const char *const[]){"/bin/sh", "-c", line, NULL});
		cr_expect_str_eq(cli_read(&c, "code"), "0\n", "%s", commands[i]);
		cr_expect_str_eq(buf_str(&c.err), "", "%s", commands[i]);
		cr_expect_eq(c.out.len, 1);
	}
}
