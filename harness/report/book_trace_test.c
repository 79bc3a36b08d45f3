// SPDX-License-Identifier: MIT
#include <criterion/criterion.h>
#include <string.h>

#include "arena.h"
#include "book_code.h"
#include "book_trace.h"
#include "buf.h"
#include "case.h"
#include "html.h"
#include "search.h"

static struct arena a;
static const struct program program = {.file = "cases/x/y.c"};

/* The interleavings of a report with so many failures. */
static struct trace *
read_traces(const char *document, size_t *count)
{
	struct search_failure *failures = arena_alloc(&a, 9, sizeof *failures);
	struct search s = {.failures = failures,
		.failure_count = 9,
		.document = document,
		.document_len = strlen(document)};
	return book_traces(&a, &s, &program, count);
}

/* A step as the explorer writes it. */
static const char *
step(int n, int thread, const char *op, const char *object, const char *locks)
{
	return arena_printf(&a,
		"{\"step\": %d, \"thread\": %d, \"words\": \"%s %s\", \"place\": "
		"\"cases/x/y.c:%d\", \"op\": \"%s\", "
		"\"object\": \"%s\", \"locks\": \"%s\"},",
		n, thread, op, object, n + 10, op, object, locks);
}

static struct trace
read_steps(const char *steps, const char *more)
{
	size_t count;
	const char *document = arena_printf(&a,
		"{\"failure\": {\"words\": \"w\", \"lanes\": [\"main\", \"T1 a\", \"T2 b\"], "
		"\"steps\": [%.*s]%s}, \"more_failures\": []}",
		(int)strlen(steps) - 1, steps, more);
	struct trace *t = read_traces(document, &count);
	cr_assert_eq(count, 1, "%s", document);
	return t[0];
}

Test(book_trace, steps_lanes_and_places)
{
	struct trace t = read_steps(
		arena_printf(&a, "%s%s", step(1, 1, "read", "x", ""), step(2, 2, "write", "x", "")),
		", \"side_steps\": [1, 2]");
	cr_assert_eq(t.step_count, 2);
	cr_expect_eq(t.steps[1].line, 12);
	cr_expect_eq(t.steps[1].thread, 2);
	cr_expect_not(t.lanes[0].used);
	cr_expect(t.lanes[1].used);
	cr_expect_str_eq(t.lanes[1].tag, "T1");
	cr_expect_eq(t.row_count, 2);
	cr_expect_eq(t.sides[0], 0);
	cr_expect_eq(t.sides[1], 1);
}

Test(book_trace, a_lock_is_held_from_its_step_to_its_unlock)
{
	struct trace t = read_steps(
		arena_printf(&a, "%s%s%s%s%s", step(1, 1, "lock", "m", ""),
			step(2, 1, "lock", "n", "m"), step(3, 2, "read", "x", ""),
			step(4, 1, "unlock", "n", "m, n"), step(5, 1, "write", "x", "m")),
		"");
	cr_assert_eq(t.span_count, 2);
	cr_expect_str_eq(t.locks[t.spans[0].lock], "m");
	cr_expect_eq(t.spans[0].first_row, 0);
	cr_expect(t.spans[0].kept, "nobody unlocked it");
	cr_expect_str_eq(t.locks[t.spans[1].lock], "n");
	cr_expect_eq(t.spans[1].first_row, 1);
	cr_expect_eq(t.spans[1].last_row, 3);
	cr_expect_eq(t.spans[1].depth, 1);
	cr_expect_not(t.spans[1].kept);
}

Test(book_trace, a_lock_taken_last_is_held)
{
	struct trace t = read_steps(step(1, 1, "lock", "m", ""), "");
	cr_assert_eq(t.span_count, 1);
	cr_expect(t.spans[0].kept);
	t = read_steps(step(1, 1, "create", "m", ""), "");
	cr_expect_eq(t.span_count, 0);
	cr_expect_eq(t.lock_count, 0, "not all that steps name are locks");
}

Test(book_trace, a_run_that_only_one_thread_knows_of_is_one_row)
{
	struct buf steps = {0};
	for (int i = 1; i <= 5; i++) {
		buf_adds(&steps, step(i, 1, "write", "own", ""));
	}
	buf_adds(&steps, step(6, 1, "write", "shared", ""));
	buf_adds(&steps, step(7, 2, "write", "shared", ""));
	struct trace t = read_steps(buf_str(&steps), "");
	cr_assert_eq(t.row_count, 3);
	cr_expect_eq(t.rows[0].count, 5);
	cr_expect_eq(t.steps[4].row, 0);
	cr_expect_eq(t.steps[5].row, 1);
	/* But not where a side of the finding is in it. */
	t = read_steps(buf_str(&steps), ", \"side_steps\": [3, 7]");
	cr_expect_gt(t.row_count, 3);
	cr_expect_eq(t.steps[t.rows[t.sides[0]].first].step, 3);
}

Test(book_trace, hundreds_of_steps_are_bounded_rows)
{
	struct buf steps = {0};
	for (int i = 1; i <= 900; i++) {
		buf_adds(&steps, step(i, 1 + i % 2, "write", "x", ""));
	}
	struct trace t = read_steps(buf_str(&steps), ", \"side_steps\": [899, 900]");
	cr_expect_eq(t.step_count, 900);
	cr_expect_eq(t.row_count, TRACE_ROWS_MOST);
	cr_expect_eq(t.sides[1], TRACE_ROWS_MOST - 1);
	size_t covered = 0;
	for (size_t r = 0; r < t.row_count; r++) {
		cr_assert_eq(t.rows[r].first, covered);
		covered += t.rows[r].count;
	}
	cr_expect_eq(covered, 900);
	buf_free(&steps);
}

Test(book_trace, what_waits)
{
	struct trace t = read_steps(step(1, 1, "lock", "m", ""),
		", \"waits\": [{\"thread\": 2, \"op\": \"lock\", \"object\": \"m\", \"holder\": 1, "
		"\"cycle\": true, \"place\": \"cases/x/y.c:7\"},"
		"{\"thread\": 1, \"op\": \"join\", \"object\": \"T2\", \"holder\": null, "
		"\"cycle\": false, \"place\": \"other.c:7\"}]");
	cr_assert_eq(t.wait_count, 2);
	cr_expect_eq(t.waits[0].holder, 1);
	cr_expect_eq(t.waits[0].line, 7);
	cr_expect_eq(t.waits[1].holder, -1);
	cr_expect_eq(t.waits[1].line, 0, "it is another file");
}

Test(book_trace, other_shapes_are_left_out)
{
	static const char *const documents[] = {"", "[", "null", "[]", "{}", "{\"failure\": 3}",
		"{\"failure\": {\"lanes\": 3, \"steps\": 4, \"waits\": {}, \"side_steps\": \"x\"}}",
		"{\"failure\": {\"lanes\": [1], \"steps\": [{\"thread\": 0}]}}",
		"{\"failure\": {\"lanes\": [\"m\"], \"steps\": [{\"thread\": 7}, 3, null]}}",
		"{\"failure\": {\"lanes\": [\"m\"], \"steps\": [{\"thread\": -1}]}}",
		"{\"more_failures\": [1, {}, null]}"};
	for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
		size_t count = 9;
		read_traces(documents[i], &count);
		cr_expect_eq(count, 0, "%s", documents[i]);
	}
	/* A thread that is none waits for one that is none. */
	struct trace t = read_steps(step(1, 1, "lock", "m", ""),
		", \"waits\": [{\"thread\": 9, \"holder\": 1}, {\"thread\": 1, \"holder\": 9}, 4], "
		"\"side_steps\": [1]");
	cr_expect_eq(t.wait_count, 0);
	cr_expect_eq(t.sides[0], -1);
}

static const char *
tokens(const char *line, struct book_code *state)
{
	static struct buf out;
	struct html h;
	buf_clear(&out);
	html_part(&h, &out);
	html_begin(&h, "i", NULL);
	book_code_line(&h, state, line, strlen(line));
	html_end(&h);
	return buf_str(&out);
}

Test(book_code, tokens)
{
	struct book_code s = {0};
	cr_expect_str_eq(tokens("\tint x = f(0x1F, \"a\\\"//\", 'b'); // end", &s),
		"<i>\t<span class=\"t\">int</span> x = <span class=\"f\">f</span>(<span "
		"class=\"n\">0x1F</span>, "
		"<span class=\"s\">&quot;a\\&quot;//&quot;</span>, <span "
		"class=\"s\">&#39;b&#39;</span>); "
		"<span class=\"c\">// end</span></i>");
	cr_expect_str_eq(tokens("#include <stdio.h>", &s),
		"<i><span class=\"p\">#include </span>&lt;stdio.h&gt;</i>");
	cr_expect_str_eq(tokens("a / b", &s), "<i>a / b</i>");
	cr_expect_str_eq(tokens("\"open", &s), "<i><span class=\"s\">&quot;open</span></i>");
	cr_expect_str_eq(tokens("\"\\", &s), "<i><span class=\"s\">&quot;\\</span></i>");
	cr_expect_str_eq(tokens("", &s), "<i></i>");
}

Test(book_code, a_comment_goes_on_in_the_next_line)
{
	struct book_code s = {0};
	cr_expect_str_eq(tokens("x /* a", &s), "<i>x <span class=\"c\">/* a</span></i>");
	cr_expect(s.comment);
	cr_expect_str_eq(tokens("# int", &s), "<i><span class=\"c\"># int</span></i>");
	cr_expect_str_eq(tokens("b */ return", &s),
		"<i><span class=\"c\">b */</span> <span class=\"k\">return</span></i>");
	cr_expect_not(s.comment);
}
