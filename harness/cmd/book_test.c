// SPDX-License-Identifier: MIT
/* `hazard book`, and the book of a run. */
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

TestSuite(cli_book, .init = begin, .fini = end, .timeout = 200);

static void
says(const char *file, const char *text)
{
	const char *page = cli_read(&c, file);
	cr_assert_not_null(page, "%s is not there", file);
	cr_expect(strstr(page, text), "%s does not say %s", file, text);
}

Test(cli_book, of_two_cases)
{
	cli_case(&c, "deadlock/lock-order");
	cli_case(&c, "benign/join-orders-all");
	cli_write(&c, "catalog/cases/deadlock/README.md",
		"# deadlock: each waits\n\nA <b>lock</b> *order*.\n");
	CLI(&c, "book", "--detectors", "tsan,explore", "--out", "o");
	cli_ended(&c, 0, "o/index.html");
	says("o/index.html", "href=\"book/deadlock/lock-order.html\"");
	says("o/index.html", "href=\"book/benign/index.html\"");
	says("o/book/deadlock/index.html", "A &lt;b&gt;lock&lt;/b&gt; <em>order</em>.");
	static const char page[] = "o/book/deadlock/lock-order.html";
	/* The report with its explanation, the interleaving, the way to the fix, and how to see it again. */
	says(page, "WARNING: ThreadSanitizer: lock-order-inversion");
	says(page, "<div class=\"note\">");
	says(page, "<svg class=\"lanes\"");
	says(page, ">waits: till_lock<");
	says(page, "<ins class=\"line added\">");
	says(page, "href=\"../../schedules/deadlock/lock-order.deadlock.");
	cr_expect_not(strstr(cli_read(&c, page), c.catalog), "a path of this machine is in it");
	cr_expect(fs_exists(cli_path(&c, "o/book/book.css")));
	cr_expect(fs_exists(cli_path(&c, "o/book/book.js")));
	cr_expect_not(fs_exists(cli_path(&c, "o/results.json")), "book writes the book only");
}

Test(cli_book, is_written_by_run_too)
{
	cli_case(&c, "benign/join-orders-all");
	CLI(&c, "run", "--detectors", "native", "--out", "o");
	cli_ended(&c, 0, "1 pass");
	says("o/index.html", "benign/</span><wbr>join-orders-all");
	cr_expect(fs_exists(cli_path(&c, "o/results.json")));
	CLI(&c, "run", "--detectors", "native", "--out", "p", "--format", "json", "--format",
		"html=pages");
	cr_expect_eq(c.code, 0);
	says("pages/book/benign/join-orders-all.html", "<pre class=\"code\"");
	cr_expect_not(fs_exists(cli_path(&c, "p/index.html")));
	CLI(&c, "run", "--detectors", "native", "--out", "q", "--format", "json");
	cr_expect_not(fs_exists(cli_path(&c, "q/index.html")));
}

Test(cli_book, where_it_can_not_be_written)
{
	cli_case(&c, "benign/join-orders-all");
	cli_write(&c, "o/book", "a file");
	CLI(&c, "book", "--detectors", "native", "--out", "o");
	cr_expect_eq(c.code, 3);
	cr_expect(cli_complains(&c, "o/book"), "%s", buf_str(&c.err));
	CLI(&c, "book", "--detectors", "native", "--format", "html=o/book");
	cr_expect_eq(c.code, 3);
	CLI(&c, "book", "nothing/here");
	cr_expect_eq(c.code, 2);
}
