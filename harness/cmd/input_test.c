// SPDX-License-Identifier: MIT
/* Bad input and outputs that can't be written: what is wrong is said, with what to do about it. */
#include <criterion/criterion.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "fs.h"

#define SICK HAZARD_SOURCE "/harness/catalog/testdata/sick"

static struct cli c;

static void
begin(void)
{
	cli_begin(&c);
	cli_case(&c, "benign/join-orders-all");
}

static void
end(void)
{
	cli_end(&c);
}

TestSuite(cli_input, .init = begin, .fini = end, .timeout = 200);

static void
native(int code, const char *says)
{
	CLI(&c, "run", "--detectors", "native");
	cli_ended(&c, code, says);
}

Test(cli_input, a_broken_header_fails_and_the_other_cases_are_judged)
{
	cli_case_from(&c, SICK, "counter/lost-update");
	native(1, "2 cases: 1 pass, 1 fail");
	cr_expect(cli_complains(&c, "cases/counter/lost-update.c:10: @level is 1 (easy) to 4"),
		"%s", buf_str(&c.err));
	cr_expect(cli_complains(&c, "cases/counter/lost-update.c:12: unknown tag @cew"), "%s",
		buf_str(&c.err));
	cli_reports(&c, "hazard-report",
		(const char *const[]){"\"pass\": 1,", "\"fail\": 1,", "lost-update.c:10", NULL});
	CLI(&c, "run", "--detectors", "native", "join-orders-all");
	cli_ended(&c, 0, "1 case: 1 pass");
}

Test(cli_input, files_that_are_no_case)
{
	cr_assert(fs_make_dirs(cli_path(&c, "catalog/cases/benign/folder.c")));
	native(1, "cases/benign/folder.c");
	fs_remove(cli_path(&c, "catalog/cases/benign/folder.c"));
	cr_assert_eq(mkfifo(cli_path(&c, "catalog/cases/benign/pipe.c"), 0600), 0);
	native(1, "cases/benign/pipe.c");
	fs_remove(cli_path(&c, "catalog/cases/benign/pipe.c"));
	cr_assert_eq(symlink("/nowhere", cli_path(&c, "catalog/cases/benign/link.c")), 0);
	native(1, "cases/benign/link.c");
	fs_remove(cli_path(&c, "catalog/cases/benign/link.c"));
	cli_write(&c, "catalog/cases/benign/empty.c", "");
	native(1, "cases/benign/empty.c:1:");
	fs_remove(cli_path(&c, "catalog/cases/benign/empty.c"));
	cli_write(&c, "catalog/fixes/benign/join-order-all.mutex.c", "");
	native(1, "a fix without a case");
	cr_expect(cli_prints(&c, "1 case: 1 pass"));
	CLI(&c, "run", "--detectors", "native", "join-orders-all");
	cli_ended(&c, 0, "1 case: 1 pass");
}

Test(cli_input, a_file_without_permission)
{
	if (geteuid() == 0) {
		cr_skip_test("root may read everything");
	}
	cr_assert_eq(chmod(cli_path(&c, "catalog/cases/benign/join-orders-all.c"), 0), 0);
	native(1, "cases/benign/join-orders-all.c");
}

Test(cli_input, a_folder_that_is_no_catalogue)
{
	static const char *const commands[] = {"run", "list", "lint", "measure"};
	cli_write(&c, "file", "x");
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		CLI(&c, commands[i], "--catalog", "tmp");
		cli_ended(&c, 3, "tmp is no catalogue: it has no folder `cases`");
		cr_expect(cli_complains(&c, "cases/<class>/<slug>.c"));
		CLI(&c, commands[i], "--catalog", "nowhere");
		cli_ended(&c, 3, "nowhere is no folder");
		CLI(&c, commands[i], "--catalog", "file");
		cli_ended(&c, 3, "file is no folder");
	}
	cr_assert(fs_make_dirs(cli_path(&c, "empty/cases")));
	CLI(&c, "run", "--catalog", "empty");
	cr_expect_eq(c.code, 77, "exit %d: %s", c.code, buf_str(&c.err));
}

static const struct {
	const char *arguments[5];
	const char *says;
} wrong[] = {
	{{"rnu"}, "no command `rnu`; did you mean `run`?"},
	{{"frobnicate"}, "no command `frobnicate`; `hazard help` names them"},
	{{"run", "--detectros", "tsan"}, "did you mean --detectors?"},
	{{"run", "--detectors"}, "--detectors needs a value"},
	{{"run", "--detectors", "tsna"}, "did you mean `tsan`?"},
	{{"measure", "--detectors", "explore"}, "the explorer has no rates"},
	{{"run", "--detectors", ""}, "--detectors: none is named"},
	{{"run", "--format", "jsno"}, "did you mean `json`?"},
	{{"run", "--iterations", "0"}, "`0` is no number from 1"},
	{{"run", "--quick", "--exact"}, "say the opposite"},
	{{"run", "--jobs", "many"}, "`many` is no number"},
	{{"run", "--time", "soon"}, "`soon` is no duration"},
	{{"run", "join-order-all"}, "did you mean `join-orders-all`?"},
	{{"run", "bening"}, "did you mean `benign`?"},
	{{"run", "level:9"}, "level:"},
	{{"run", "topic:T99"}, "topic:"},
	{{"run", "cwe:none"}, "cwe:"},
	{{"run", "queue/*"}, "queue/*"},
	{{"run", "-v"}, "no option -v; options are long"},
	{{"doctor", "now"}, "it takes no `now`"},
};

Test(cli_input, usage)
{
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		const char *argv[7] = {cli_program(&c)};
		memcpy(argv + 1, wrong[i].arguments, sizeof wrong[i].arguments);
		cli_run(&c, argv);
		cr_expect_eq(c.code, 2, "%s %s: exit %d", argv[1], argv[2], c.code);
		cr_expect(cli_complains(&c, wrong[i].says), "%s %s: %s", argv[1], argv[2],
			buf_str(&c.err));
		cr_expect_str_eq(buf_str(&c.out), "", "%s %s", argv[1], argv[2]);
	}
	cr_expect_not(fs_exists(cli_path(&c, "hazard-report")));
}

static const char *const outputs[][2] = {
	{"--format=json=/dev/full", "write /dev/full: No space left on device"},
	{"--format=junit=/dev/full", "write /dev/full: No space left on device"},
	{"--format=json=nowhere/x.json", "write nowhere/x.json: No such file or directory"},
	{"--format=json=tmp", "write tmp: it is a folder"},
};

Test(cli_input, reports_that_cannot_be_written)
{
	for (size_t i = 0; i < sizeof outputs / sizeof *outputs; i++) {
		CLI(&c, "run", "--detectors", "native", outputs[i][0]);
		cli_ended(&c, 3, outputs[i][1]);
	}
	const char *line =
		arena_printf(&c.arena, "'%s' run --detectors native >/dev/full", cli_program(&c));
	cli_run(&c, (const char *const[]){"/bin/sh", "-c", line, NULL});
	cli_ended(&c, 3, "write the output: No space left on device");
}

/* One failure must not hide the other report, nor a failing case. */
Test(cli_input, a_full_disk_for_one_report)
{
	CLI(&c, "run", "--detectors", "native", "--format", "json=/dev/full", "--format",
		"junit=j.xml");
	cli_ended(&c, 3, "write /dev/full");
	cr_expect(strstr(cli_read(&c, "j.xml"), "</testsuites>"));
	cli_edit(&c, "catalog/cases/benign/join-orders-all.c", "return 0;", "return 9;");
	CLI(&c, "run", "--detectors", "native", "--format", "json=/dev/full");
	cli_ended(&c, 1, "write /dev/full");
}

/* Said before minutes of work, not after: the compiler is never asked to build anything. */
Test(cli_input, a_folder_for_reports_that_cannot_be)
{
	static const char *const folders[] = {"file", "file/below"};
	cli_write(&c, "file", "x");
	cli_tools(&c, (const char *const[]){NULL});
	cli_write_program(&c, "bin/clang",
		arena_printf(&c.arena, "#!/bin/sh\necho run >>'%s'\nexit 1\n",
			cli_path(&c, "compiled")));
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		CLI(&c, "run", "--out", folders[i]);
		cli_ended(&c, 3, "file");
		cr_expect_str_eq(cli_read(&c, "file"), "x");
	}
	cr_expect_not(fs_exists(cli_path(&c, "compiled")));
}

/* A scratch folder that can't be made is no verdict on anything. */
Test(cli_input, no_room_for_the_runs)
{
	CLI(&c, "run", "--detectors", "native");
	cli_ended(&c, 0, "1 pass");
	cli_write(&c, "file", "x");
	cli_env(&c, "XDG_CACHE_HOME=%s", cli_path(&c, "file"));
	CLI(&c, "run", "--detectors", "native");
	cli_ended(&c, 3, "file");
}
