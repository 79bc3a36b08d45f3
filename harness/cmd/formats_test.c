// SPDX-License-Identifier: MIT
/* --format of every name, and where it goes. */
#include <criterion/criterion.h>
#include <string.h>

#include "cli.h"

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

TestSuite(cli_formats, .init = begin, .fini = end, .timeout = 120);

Test(cli_formats, help_lists_them)
{
	static const char *const names[] = {"term", "json", "junit", "html", "sarif", "github",
		"summary", "gitlab", "tap", "csv"};
	CLI(&c, "run", "--help");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *line = cli_path(&c, "\n  %-10s ", names[i]);
		cr_expect(cli_prints(&c, strrchr(line, '\n')), "%s", names[i]);
	}
	cr_expect(cli_prints(&c, " -> results.sarif\n"));
}

Test(cli_formats, each_goes_to_its_place)
{
	cli_case(&c, "data-race/lost-update");
	cli_write(&c, "summary-of-the-job.md", "before\n");
	cli_env(&c, "GITHUB_STEP_SUMMARY=%s", cli_path(&c, "summary-of-the-job.md"));
	CLI(&c, "run", "--detectors", "native", "--format", "sarif", "--format", "github",
		"--format", "summary", "--format", "gitlab=gitlab.json", "--format", "tap=-");
	cr_assert_eq(c.code, 0, "%s", buf_str(&c.err));
	cr_expect(
		strstr(cli_read(&c, "hazard-report/results.sarif"), "\"id\": \"hazard/native/\""));
	cr_expect_str_eq(cli_read(&c, "gitlab.json"), "[]\n");
	cr_expect(cli_prints(
		&c, "TAP version 14\n1..4\nok 1 - data-race/lost-update broken [native]\n"));
	const char *summary = cli_read(&c, "summary-of-the-job.md");
	cr_expect(
		strncmp(summary, "before\n## ✅ hazard: 1 case, 1 pass\n", 30) == 0, "%s", summary);
	cr_expect_null(cli_read(&c, "hazard-report/summary.md"));
}

Test(cli_formats, a_summary_of_ones_own_is_not_the_jobs)
{
	cli_case(&c, "data-race/lost-update");
	cli_env(&c, "GITHUB_STEP_SUMMARY=%s", cli_path(&c, "job.md"));
	CLI(&c, "run", "--detectors", "native", "--format", "summary=own.md");
	cr_assert_eq(c.code, 0, "%s", buf_str(&c.err));
	cr_expect(cli_read(&c, "own.md") && !cli_read(&c, "job.md"));
	cli_env(&c, "GITHUB_STEP_SUMMARY=%s", cli_path(&c, "no/such/folder/job.md"));
	CLI(&c, "run", "--detectors", "native", "--format", "summary");
	cr_expect_eq(c.code, 3);
	cr_expect(cli_complains(&c, "job.md"));
	cli_env(&c, "GITHUB_STEP_SUMMARY=");
	CLI(&c, "run", "--detectors", "native", "--format", "summary");
	cr_expect(c.code == 0 && cli_read(&c, "hazard-report/summary.md"));
}
