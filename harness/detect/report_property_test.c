// SPDX-License-Identifier: MIT
/* What must hold for every log, tried on all samples, in one and with noise between. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "report_fixture.h"

struct all {
	struct buf log;
	size_t number;
};

static void
append(void *data, const char *path, struct span text)
{
	struct all *all = data;
	buf_addf(&all->log, "[%zu] running %s\n", all->number, path);
	for (size_t i = 0; i < all->number % 7; i++) {
		buf_addf(&all->log, "noise %zu == x <error> %zu\n", i, all->number);
	}
	buf_add(&all->log, text.s, text.len);
	all->number++;
}

static struct span
span_buf(const struct buf *b)
{
	return (struct span){buf_str(b), b->len};
}

/* However a log is cut into pieces, the result is the same to the last byte. */
Test(report_property, any_chunking_gives_the_same, .timeout = 300)
{
	static const size_t chunks[] = {1, 2, 3, 7, 79, 1000, 4096, 65537, 300000};
	struct arena a = {0};
	struct all all = {0};
	struct buf whole = {0}, pieces = {0};
	report_fixture_each(append, &all);
	struct report_read read = report_fixture_read(&a, span_buf(&all.log), 0);
	report_fixture_dump(&whole, &read);
	cr_assert_gt(read.count, 60);
	for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
		read = report_fixture_read(&a, span_buf(&all.log), chunks[i]);
		buf_clear(&pieces);
		report_fixture_dump(&pieces, &read);
		cr_assert_str_eq(buf_str(&pieces), buf_str(&whole), "pieces of %zu", chunks[i]);
	}
	buf_free(&all.log);
	buf_free(&whole);
	buf_free(&pieces);
	arena_free(&a);
}

/* Far apart, so that the reader forgets between them. */
Test(report_property, any_chunking_with_much_noise_gives_the_same, .timeout = 300)
{
	struct arena a = {0};
	struct all all = {0}, spread = {0};
	struct buf whole = {0}, pieces = {0};
	report_fixture_each(append, &all);
	for (size_t at = 0, n = 0; at < all.log.len; n++) {
		size_t len = all.log.len - at < 20011 ? all.log.len - at : 20011;
		buf_add(&spread.log, all.log.data + at, len);
		at += len;
		for (size_t k = 0; k < 900 * (n % 5); k++) {
			buf_addf(&spread.log, "%zu: a=%zu some noise <tag> of the build%s", n, k,
				k % 50 ? "\n" : "\r");
		}
	}
	struct report_read read = report_fixture_read(&a, span_buf(&spread.log), 0);
	report_fixture_dump(&whole, &read);
	cr_assert_gt(read.count, 60);
	static const size_t chunks[] = {997, 8192, 70001, 262144};
	for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
		read = report_fixture_read(&a, span_buf(&spread.log), chunks[i]);
		buf_clear(&pieces);
		report_fixture_dump(&pieces, &read);
		cr_assert_str_eq(buf_str(&pieces), buf_str(&whole), "pieces of %zu", chunks[i]);
	}
	buf_free(&all.log);
	buf_free(&spread.log);
	buf_free(&whole);
	buf_free(&pieces);
	arena_free(&a);
}

struct cuts {
	size_t tried, kept;
};

/* Whether all of the reports that end before line `line` of the whole log are in `part`. */
static size_t
kept_before(const struct report_read *whole, const struct report_read *part, size_t end_line)
{
	size_t kept = 0;
	for (size_t i = 0; i < whole->count; i++) {
		const struct report *r = whole->items[i];
		/* the text has at most as many lines as the log; XML announces before */
		size_t next = i + 1 < whole->count ? whole->items[i + 1]->line : r->line + 200;
		if (!r->cut && next < end_line && whole->counts.duplicates == 0) {
			cr_assert(report_fixture_find(part, r));
			kept++;
		}
	}
	return kept;
}

static void
cut_anywhere(void *data, const char *path, struct span text)
{
	struct cuts *cuts = data;
	struct arena a = {0};
	struct report_read whole = report_fixture_read(&a, text, 0);
	(void)path;
	for (size_t len = 0; len <= text.len; len += 1 + text.len / 97) {
		struct arena scratch = {0};
		size_t lines = 1;
		for (size_t i = 0; i < len; i++) {
			lines += text.s[i] == '\n';
		}
		struct report_read head =
			report_fixture_read(&scratch, span_slice(text, 0, len), 0);
		cuts->kept += kept_before(&whole, &head, lines);
		report_fixture_read(&scratch, span_from(text, len), 0);
		cuts->tried++;
		arena_free(&scratch);
	}
	arena_free(&a);
}

/* Any beginning of a log keeps its whole reports, and no end of one does harm. */
Test(report_property, a_cut_log_keeps_its_whole_reports, .timeout = 300)
{
	struct cuts cuts = {0};
	report_fixture_each(cut_anywhere, &cuts);
	cr_expect_gt(cuts.tried, 10000);
	cr_expect_gt(cuts.kept, 500);
}
