// SPDX-License-Identifier: MIT
#include "report_log.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "detect_fixture.h"
#include "report_fixture.h"
#include "text.h"

static const char race[] =
	"==================\n"
	"WARNING: ThreadSanitizer: data race (pid=12)\n"
	"  Write of size 4 at 0x55d0c0 by thread T2:\n"
	"    #0 add src/a.c:27:7 (a+0x10001)\n"
	"\n"
	"  Previous read of size 4 at 0x55d0c0 by thread T1 (mutexes: write M0):\n"
	"    #0 get src/a.c:15:7 (a+0x10002)\n"
	"\n"
	"SUMMARY: ThreadSanitizer: data race src/a.c:27:7 in add\n"
	"==================\n";

static struct report_read
read_text(struct arena *a, const char *text)
{
	return report_fixture_read(a, span_of(text), 0);
}

/* `text` with each `from` as `to`; owned by the arena. */
static const char *
changed(struct arena *a, const char *text, const char *from, const char *to)
{
	struct buf out = {0};
	for (const char *at; (at = strstr(text, from)); text = at + strlen(from)) {
		buf_add(&out, text, (size_t)(at - text));
		buf_adds(&out, to);
	}
	buf_adds(&out, text);
	const char *copy = arena_strdup(a, buf_str(&out));
	buf_free(&out);
	return copy;
}

Test(report_log, one_report_with_its_text_and_place)
{
	struct arena a = {0};
	const char *log = arena_printf(&a, "building\n\nrunning\n%sdone\n", race);
	struct report_read read = read_text(&a, log);
	cr_assert_eq(read.count, 1);
	const struct report *r = read.items[0];
	cr_expect_eq(r->line, 5);
	cr_expect_eq(r->times, 1);
	cr_expect(!r->cut && !r->headless && !r->unsymbolized);
	cr_expect_eq(r->finding.kind, KIND_RACE);
	cr_expect_eq(r->finding.detector, DET_TSAN);
	cr_expect_eq(r->finding.pid, 12);
	cr_expect_str_eq(r->finding.accesses[1].locks, "write M0");
	cr_expect(strstr(r->finding.text, "WARNING: ThreadSanitizer") == r->finding.text);
	cr_expect_eq(strncmp(r->finding.text, race + 19, r->finding.text_len), 0);
	cr_expect_eq(r->finding.text_len, sizeof race - 1 - 2 * 19);
	cr_expect_eq(read.counts.bytes, strlen(log));
	cr_expect_eq(read.counts.lines, 14);
	arena_free(&a);
}

/* The same bug again: another process, other addresses, other threads, the other side first. */
Test(report_log, duplicates_are_counted)
{
	struct arena a = {0};
	const char *again =
		changed(&a, changed(&a, race, "pid=12", "pid=977"), "0x55d0c0", "0x7f11");
	const char *threads = changed(&a, changed(&a, race, "T2", "T31"), "T1 ", "T30 ");
	const char *turned = changed(&a,
		changed(&a, changed(&a, race, "add src/a.c:27:7", "x"), "get src/a.c:15:7",
			"add src/a.c:27:7"),
		"#0 x ", "#0 get src/a.c:15:7 ");
	const char *log = arena_printf(&a, "%s%s%s%s", race, again, threads, turned);
	struct report_read read = read_text(&a, log);
	cr_assert_eq(read.count, 1);
	cr_expect_eq(read.items[0]->times, 4);
	cr_expect_eq(read.counts.reports, 1);
	cr_expect_eq(read.counts.duplicates, 3);
	arena_free(&a);
}

/* Without the source their fingerprints are the same, but they are two. */
Test(report_log, two_bugs_of_one_function_are_two)
{
	struct arena a = {0};
	const char *log = arena_printf(&a, "%s%s", race, changed(&a, race, "a.c:27", "a.c:28"));
	struct report_read read = read_text(&a, log);
	cr_assert_eq(read.count, 2);
	cr_expect_str_eq(read.items[0]->finding.fingerprint, read.items[1]->finding.fingerprint);
	cr_expect_eq(read.counts.duplicates, 0);
	arena_free(&a);
}

Test(report_log, what_others_report_is_counted_and_named)
{
	struct arena a = {0};
	struct report_read read = read_text(&a,
		"==7==ERROR: AddressSanitizer: heap-use-after-free on address 0x60 at pc 0x55\n"
		"    #0 0x55 in main a.c:3\n"
		"SUMMARY: AddressSanitizer: heap-use-after-free a.c:3 in main\n"
		"==8==WARNING: MemorySanitizer: use-of-uninitialized-value\n"
		"==9== Memcheck, a memory error detector\n"
		"==9== Command: ./a\n"
		"==9== \n"
		"==9== Invalid read of size 4\n"
		"==9==    at 0x109160: main (a.c:5)\n"
		"==9==  Address 0x4a4a040 is 0 bytes inside a block of size 4 free'd\n"
		"==9==    at 0x484617B: free (in /usr/lib/x.so)\n"
		"==9== \n"
		"==9== ERROR SUMMARY: 1 errors from 1 contexts (suppressed: 0 from 0)\n");
	cr_expect_eq(read.count, 0);
	cr_expect_eq(read.counts.others, 3);
	cr_expect_str_eq(read.counts.other, "AddressSanitizer");
	arena_free(&a);
}

Test(report_log, the_other_tool_of_valgrind_is_named)
{
	struct arena a = {0};
	struct report_read read = read_text(&a, "==9== Memcheck, a memory error detector\n"
						"==9== Invalid read of size 4\n"
						"==9==    at 0x109160: main (a.c:5)\n"
						"==9== \n");
	cr_expect_eq(read.counts.others, 1);
	cr_expect_str_eq(read.counts.other, "Memcheck");
	read = read_text(&a, "<valgrindoutput>\n<tool>memcheck</tool>\n<error>\n"
			     "<kind>InvalidRead</kind>\n</error>\n</valgrindoutput>\n");
	cr_expect_eq(read.counts.others, 1);
	cr_expect_str_eq(read.counts.other, "memcheck");
	arena_free(&a);
}

/* With -s Valgrind prints each error again at its end. */
Test(report_log, a_list_at_the_end_counts_nothing_twice)
{
	struct arena a = {0};
	size_t n;
	const char *path = HAZARD_SOURCE "/reports/samples/drd-text/bad-unlock.txt";
	const char *log = fixture_file(&a, path, &n);
	struct report_read once = read_text(&a, log);
	cr_assert_gt(once.count, 1);
	const char *list = strstr(log, "Mutex not locked") - strlen("==1== ");
	struct report_read read = read_text(
		&a, arena_printf(&a, "%s==1== 1 errors in context 1 of 3:\n%s", log, list));
	cr_expect_eq(read.count, once.count);
	cr_expect_eq(read.counts.duplicates, 0);
	/* where only the list is left, it counts */
	read = read_text(&a, arena_printf(&a, "==1== 1 errors in context 1 of 3:\n%s", list));
	cr_expect_eq(read.count, once.count);
	arena_free(&a);
}

Test(report_log, words_about_reports_are_none)
{
	struct arena a = {0};
	struct report_read read = read_text(&a, "grep 'WARNING: ThreadSanitizer: ' log || true\n"
						"SUMMARY: ThreadSanitizer: \n"
						"run under ThreadSanitizer: yes\n"
						"if (a ==1== b) at 0x10\n"
						"==12== \n"
						"==12== nothing known\n"
						"<error>no</error>\n"
						"<error>\n<kind>Race</kind>\n</error>\n"
						"a write of size 4 by thread T1 is a race\n");
	cr_expect_eq(read.count, 0);
	cr_expect_eq(read.counts.others, 0);
	arena_free(&a);
}

Test(report_log, a_tool_that_gave_up_is_told)
{
	struct arena a = {0};
	struct report_read read = read_text(&a,
		"FATAL: ThreadSanitizer: unexpected memory mapping 0x5a-0x5b\n"
		"==3==ERROR: ThreadSanitizer: SEGV on unknown address 0x18 (pc 0x1 T2)\n");
	cr_expect_str_eq(
		read.counts.abort, "FATAL: ThreadSanitizer: unexpected memory mapping 0x5a-0x5b");
	cr_expect(read.counts.abort_set_up);
	cr_expect(text_starts(read.counts.crash, "SEGV on unknown address 0x18"));
	arena_free(&a);
}

Test(report_log, a_report_cut_at_its_end)
{
	struct arena a = {0};
	char *log = arena_strdup(&a, race);
	*strstr(log, "#0 get") = '\0';
	struct report_read read = read_text(&a, log);
	cr_assert_eq(read.count, 1);
	cr_expect(read.items[0]->cut);
	cr_expect_eq(read.counts.cut, 1);
	/* and by the next one */
	read = read_text(&a, arena_printf(&a, "%s\n%s", log, race));
	cr_assert_eq(read.count, 2);
	cr_expect(read.items[0]->cut && !read.items[1]->cut);
	arena_free(&a);
}

/* What people paste: without the warning line, and even without the summary. */
Test(report_log, a_report_without_its_beginning)
{
	struct arena a = {0};
	struct report_read whole = read_text(&a, race);
	struct report_read read = read_text(&a, strstr(race, "  Write of"));
	cr_assert_eq(read.count, 1);
	cr_expect(read.items[0]->headless && read.items[0]->cut);
	cr_expect_eq(read.items[0]->finding.pid, 0);
	cr_expect_eq(read.items[0]->line, 1);
	cr_expect_eq(read.items[0]->finding.kind, KIND_RACE);
	cr_expect_str_eq(read.items[0]->finding.fingerprint, whole.items[0]->finding.fingerprint);
	cr_expect(text_starts(read.items[0]->finding.text, "  Write of size 4"));

	char *log = arena_strdup(&a, strstr(race, "  Write of"));
	*strstr(log, "SUMMARY") = '\0';
	read = read_text(&a, log);
	cr_assert_eq(read.count, 1);
	cr_expect_str_eq(read.items[0]->finding.fingerprint, whole.items[0]->finding.fingerprint);
	/* its last stack alone is no race */
	read = read_text(&a, strstr(race, "    #0 get"));
	cr_expect_eq(read.count, 0);
	arena_free(&a);
}

/* Every other line is of the other. */
static const char *
interleaved(
	struct arena *a, const char *one, const char *first, const char *two, const char *second)
{
	struct buf out = {0};
	for (const char *x = one, *y = two; *x || *y;) {
		size_t n = strcspn(x, "\n"), m = strcspn(y, "\n");
		if (*x) {
			buf_addf(&out, "%s%.*s\n", first, (int)n, x);
		}
		if (*y) {
			buf_addf(&out, "%s%.*s\n", second, (int)m, y);
		}
		x += n + (x[n] == '\n');
		y += m + (y[m] == '\n');
	}
	const char *copy = arena_strdup(a, buf_str(&out));
	buf_free(&out);
	return copy;
}

/* The services of docker compose are told apart by what stands before their lines. */
Test(report_log, reports_of_two_services_at_the_same_time)
{
	struct arena a = {0};
	const char *two = changed(&a, race, "a.c", "b.c");
	struct report_read read =
		read_text(&a, interleaved(&a, race, "web-1  | ", two, "db-1   | "));
	cr_assert_eq(read.count, 2);
	cr_expect_eq(read.counts.cut, 0);
	for (size_t i = 0; i < 2; i++) {
		const struct finding *f = &read.items[i]->finding;
		const char *file = i ? "src/b.c" : "src/a.c";
		cr_assert_eq(f->access_count, 2);
		cr_expect_str_eq(f->accesses[0].stack.frames[0].file, file);
		cr_expect_str_eq(f->accesses[1].stack.frames[0].file, file);
		cr_expect_eq(f->accesses[0].stack.count, 1);
	}
	arena_free(&a);
}

Test(report_log, valgrind_of_two_processes_at_the_same_time)
{
	struct arena a = {0};
	size_t n;
	const char *one =
		fixture_file(&a, HAZARD_SOURCE "/reports/samples/helgrind-text/race.txt", &n);
	const char *two =
		fixture_file(&a, HAZARD_SOURCE "/reports/samples/drd-text/condvar-misuse.txt", &n);
	two = changed(&a, two, "==1==", "==4321==");
	struct report_read x = read_text(&a, one), y = read_text(&a, two);
	struct report_read both = read_text(&a, interleaved(&a, one, "", two, ""));
	cr_assert_gt(x.count, 1);
	cr_assert_gt(y.count, 1);
	cr_assert_eq(both.count, x.count + y.count);
	for (size_t i = 0; i < x.count; i++) {
		cr_expect(report_fixture_find(&both, x.items[i]));
	}
	for (size_t i = 0; i < y.count; i++) {
		cr_expect(report_fixture_find(&both, y.items[i]));
	}
	arena_free(&a);
}

Test(report_log, frames_without_code_are_told)
{
	struct arena a = {0};
	const char *log = changed(&a, changed(&a, race, "add src/a.c:27:7", "<null> <null>"),
		"get src/a.c:15:7", "<null> <null>");
	struct report_read read = read_text(&a, log);
	cr_assert_eq(read.count, 1);
	cr_expect(read.items[0]->unsymbolized);
	cr_expect_eq(read.counts.unsymbolized, 1);
	arena_free(&a);
}

/* A distinct report for each number. */
static void
many(struct buf *out, size_t from, size_t count)
{
	for (size_t i = from; i < from + count; i++) {
		buf_addf(out,
			"WARNING: ThreadSanitizer: data race (pid=1)\n"
			"  Write of size 4 at 0x1 by thread T2:\n"
			"    #0 f%zu a.c:%zu (a+0x1)\n\n"
			"  Previous read of size 4 at 0x1 by thread T1:\n"
			"    #0 g a.c:3 (a+0x2)\n\n"
			"SUMMARY: ThreadSanitizer: data race a.c:%zu in f%zu\n",
			i, i, i, i);
	}
}

Test(report_log, distinct_reports_are_bounded, .timeout = 60)
{
	struct arena a = {0};
	struct buf log = {0};
	many(&log, 1, REPORT_LOG_MOST + 500);
	many(&log, 1, 10);
	struct report_read read = report_fixture_read(&a, (struct span){log.data, log.len}, 0);
	cr_expect_eq(read.count, REPORT_LOG_MOST);
	cr_expect_eq(read.counts.dropped, 500);
	cr_expect_eq(read.counts.duplicates, 10);
	buf_free(&log);
	arena_free(&a);
}

/* A line of a megabyte, before, inside and behind a report, and without any newline. */
Test(report_log, long_lines, .timeout = 60)
{
	struct arena a = {0};
	struct buf log = {0};
	struct buf noise = {0};
	while (noise.len < 1024 * 1024) {
		buf_adds(&noise, "x=1 <b> == Sanitizer: #1 ");
	}
	for (int where = 0; where < 3; where++) {
		const char *split = strstr(race, "  Previous");
		buf_clear(&log);
		buf_addf(&log, "%s\n", where == 0 ? buf_str(&noise) : "");
		buf_add(&log, race, (size_t)(split - race));
		buf_addf(&log, "%s\n%s", where == 1 ? buf_str(&noise) : "", split);
		buf_adds(&log, where == 2 ? buf_str(&noise) : "");
		struct report_read read =
			report_fixture_read(&a, (struct span){log.data, log.len}, 0);
		cr_assert_eq(read.count, 1, "%d", where);
		cr_expect_eq(read.items[0]->finding.access_count, 2);
	}
	buf_free(&log);
	buf_free(&noise);
	arena_free(&a);
}

/* What is hostile stays text. */
Test(report_log, hostile_text)
{
	struct arena a = {0};
	const char *log =
		changed(&a, race, "add src/a.c", "<script>\\x1b]]>::error:: /\xff\xfe/%s%n.c");
	struct report_read read = read_text(&a, log);
	cr_assert_eq(read.count, 1);
	cr_expect_eq(read.items[0]->finding.accesses[0].stack.frames[0].line, 27);
	arena_free(&a);
}
