// SPDX-License-Identifier: MIT
/* `hazard measure`, as the author of a case meets it. */
#include <criterion/criterion.h>
#include <string.h>

#include "cli.h"

#define BROKEN "catalog/cases/data-race/lost-update.c"

static struct cli c;

static void
begin(void)
{
	cli_begin(&c);
	cli_case(&c, "data-race/lost-update");
}

static void
end(void)
{
	cli_end(&c);
}

TestSuite(cli_measure, .init = begin, .fini = end, .timeout = 120);

Test(cli_measure, what_the_header_of_a_new_case_may_say)
{
	cli_edit(&c, BROKEN, " * @expect  tsan      race(hits)\n", "");
	cli_edit(&c, BROKEN, " * @expect  explore   race(hits)\n", "");
	CLI(&c, "measure", "--new", "--runs", "5", "--detectors", "tsan", "lost-update");
	cr_expect(cli_prints(&c, "cases/data-race/lost-update.c\n"), "%s", buf_str(&c.out));
	cr_expect(cli_prints(&c, " * @expect  tsan      race(hits)"), "%s", buf_str(&c.out));
	cr_expect(cli_prints(&c, " * @expect  explore   race(hits)\n"));
	cr_expect(cli_prints(&c, " * @expect  explore   wrong-result\n"));
	cr_expect_not(cli_prints(&c, "helgrind"));
}

Test(cli_measure, a_line_that_is_to_be_marked_first)
{
	cli_edit(&c, BROKEN, "//~ hits: read, write", "");
	cli_edit(&c, BROKEN, "\tlong lost =", "\t;\t\t//~ hits: read\n\tlong lost =");
	CLI(&c, "measure", "--new", "--runs", "2", "--detectors", "tsan", "lost-update");
	cr_expect(cli_prints(&c, ": mark this line first"), "%s", buf_str(&c.out));
}

Test(cli_measure, the_explorer_has_no_rate)
{
	CLI(&c, "measure", "--runs", "2", "--detectors", "explore", "lost-update");
	cr_expect_eq(c.code, 2);
	cr_expect(cli_complains(&c, "the explorer has no rates"));
}
