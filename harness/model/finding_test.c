// SPDX-License-Identifier: MIT
#include "finding.h"

#include <criterion/criterion.h>

static int
site_in(const char *file, const char *program)
{
	struct frame frames[] = {
		{.function = "memcpy", .file = "/lib/string.c", .line = 9},
		{.function = "add", .file = file, .line = 12},
		{.function = "main", .file = file, .line = 40},
	};
	struct access side = {.stack = {frames, 3}, .site_line = 99};
	struct finding f = {.accesses = &side, .access_count = 1};
	finding_locate(&f, program);
	cr_assert_eq(finding_has_site(&f), side.site_line > 0);
	cr_assert_eq(side.site_file, side.site_line > 0 ? program : NULL);
	return side.site_line;
}

Test(finding, innermost_frame_in_the_program_is_the_site)
{
	cr_assert_eq(site_in("/x/cases/data-race/hits.c", "cases/data-race/hits.c"), 12);
}

Test(finding, the_last_two_components_decide)
{
	cr_assert_eq(site_in("data-race/hits.c", "cases/data-race/hits.c"), 12);
	cr_assert_eq(site_in("other/hits.c", "cases/data-race/hits.c"), 0);
	cr_assert_eq(site_in("/x/cases/data-race/hits.mutex.c", "cases/data-race/hits.c"), 0);
	cr_assert_eq(site_in("/x/cases/data-race/xhits.c", "cases/data-race/hits.c"), 0);
}

Test(finding, without_a_folder_the_name_alone_decides)
{
	cr_assert_eq(site_in("hits.c", "cases/data-race/hits.c"), 12);
	cr_assert_eq(site_in("./hits.c", "cases/data-race/hits.c"), 12);
	cr_assert_eq(site_in("/home/me/hits.c", "hits.c"), 12);
	cr_assert_eq(site_in("/home/me/misses.c", "hits.c"), 0);
}

Test(finding, doubled_slashes_are_one)
{
	cr_assert_eq(site_in("cases/data-race//hits.c", "cases/data-race/hits.c"), 12);
}

Test(finding, a_frame_without_line_or_file_is_no_site)
{
	struct frame frames[] = {{.function = "add", .file = "hits.c"}, {.function = "main"}};
	struct access side = {.stack = {frames, 2}};
	struct finding f = {.accesses = &side, .access_count = 1};
	finding_locate(&f, "hits.c");
	cr_assert_not(finding_has_site(&f));
}

Test(finding, an_empty_finding_has_no_site)
{
	struct finding f = {0};
	finding_locate(&f, "hits.c");
	cr_assert_not(finding_has_site(&f));
}

Test(finding, an_empty_path_matches_nothing)
{
	cr_assert_eq(site_in("", "hits.c"), 0);
	cr_assert_eq(site_in("cases/", "hits.c"), 0);
}

Test(finding, operations_have_distinct_names)
{
	for (enum access_op a = OP_NONE; a <= OP_CREATE; a++) {
		for (enum access_op b = a + 1; b <= OP_CREATE; b++) {
			cr_assert_str_neq(access_op_name(a), access_op_name(b));
		}
	}
	cr_assert_str_eq(access_op_name(OP_ATOMIC_WRITE), "atomic write");
}
