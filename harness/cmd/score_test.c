// SPDX-License-Identifier: MIT
/* `hazard score`, and the score card of a run. */
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

TestSuite(cli_score, .init = begin, .fini = end, .timeout = 120);

Test(cli_score, of_a_run)
{
	cli_case(&c, "data-race/lost-update");
	cli_case(&c, "queue/lost-sentinel");
	CLI(&c, "run", "--detectors", "tsan,explore", "--format", "csv=card.csv", "--format",
		"json");
	cr_assert_eq(c.code, 0, "%s", buf_str(&c.err));
	const char *csv = cli_read(&c, "card.csv");
	/* ThreadSanitizer sees one of two, the explorer both; six fixes. */
	cr_expect(strstr(csv, "\ntsan,program,2,6,1,0,1,1.0000,0.5000,0.6667\n"), "%s", csv);
	cr_expect(strstr(csv, "\nexplore,program,2,6,2,0,0,1.0000,1.0000,1.0000\n"), "%s", csv);
	CLI(&c, "score");
	cli_ended(&c, 0, "2 broken and 6 right programs");
	cr_expect(cli_prints(&c, "\ntsan         1.00  0.50  0.66"), "%s", buf_str(&c.out));
	CLI(&c, "score", "--format", "csv", "hazard-report/results.json");
	cli_ended(&c, 0, "detector,level");
	cr_expect_str_eq(buf_str(&c.out), csv);
}

Test(cli_score, of_a_quick_run_says_who_hardly_ran)
{
	cli_case(&c, "data-race/lost-update");
	CLI(&c, "run", "--quick", "--detectors", "tsan,helgrind", "--format", "json");
	cr_assert_eq(c.code, 0, "%s", buf_str(&c.err));
	CLI(&c, "score");
	cli_ended(&c, 0, "Not to be compared: helgrind ran only on 1 and 0.");
}

Test(cli_score, without_results)
{
	CLI(&c, "score", "none.json");
	cr_expect_eq(c.code, 3);
	cr_expect(cli_complains(&c, "no none.json; `hazard run` writes it"));
	cli_write(&c, "bad.json", "{\n\"scores\": [");
	CLI(&c, "score", "bad.json");
	cr_expect_eq(c.code, 3);
	cr_expect(cli_complains(&c, "bad.json:2: no JSON"), "%s", buf_str(&c.err));
	cli_write(&c, "other.json", "{}");
	CLI(&c, "score", "other.json");
	cr_expect_eq(c.code, 3);
	cr_expect(cli_complains(&c, "no score card in it"));
	cli_write(&c, "half.json", "{\"scores\": [{\"name\": \"tsan\"}]}");
	CLI(&c, "score", "half.json");
	cr_expect_eq(c.code, 3);
	cr_expect(cli_complains(&c, "malformed"));
	cli_write(&c, "none.json", "{\"scores\": []}");
	CLI(&c, "score", "none.json");
	cr_expect_eq(c.code, 77);
}
