// SPDX-License-Identifier: MIT
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "book.h"
#include "book_check.h"
#include "book_fixture.h"
#include "buf.h"
#include "fs.h"
#include "report_fixture.h"
#include "search.h"
#include "vec.h"
#include "verdict.h"

static struct arena memory;

/* The pages of a book. */
static VEC(struct page {
	const char *path;
	struct buf text;
}) pages;

static bool
keep(void *user, const char *path, const struct buf *text)
{
	(void)user;
	struct page *p = VEC_PUSH(&pages);
	p->path = arena_strdup(&memory, path);
	buf_add(&p->text, buf_str(text), text->len);
	return true;
}

static const char *
page(const char *path)
{
	for (size_t i = 0; i < pages.len; i++) {
		if (strcmp(pages.items[i].path, path) == 0) {
			return buf_str(&pages.items[i].text);
		}
	}
	cr_assert_fail("no page %s", path);
	return NULL;
}

static void
check_pages(void)
{
	for (size_t i = 0; i < pages.len; i++) {
		const struct page *p = &pages.items[i];
		if (strstr(p->path, ".html")) {
			const char *wrong = book_check(p->text.data, p->text.len);
			cr_expect_null(wrong, "%s: %s", p->path, wrong);
		}
	}
}

Test(book, golden)
{
	struct book b = book_fixture_small();
	cr_assert(book_write(&b, keep, NULL));
	check_pages();
	static const char *const files[] = {
		"index.html", "book/data-race/index.html", "book/data-race/lost-update.html"};
	static const char *const golden[] = {"index.html", "class.html", "case.html"};
	for (int i = 0; i < 3; i++) {
		const char *path = arena_printf(
			&memory, HAZARD_SOURCE "/harness/report/testdata/book/%s", golden[i]);
		const char *text = page(files[i]);
		struct buf want = {0};
		if (getenv("HAZARD_UPDATE")) {
			cr_assert(fs_write(path, text, strlen(text)));
		}
		cr_assert(fs_read(path, 0, &want));
		cr_expect_str_eq(text, buf_str(&want),
			"%s is not as %s (HAZARD_UPDATE=1 writes it anew)", files[i], path);
		buf_free(&want);
	}
}

Test(book, has_every_page_and_its_style)
{
	struct book b = book_fixture_small();
	book_write(&b, keep, NULL);
	cr_expect_eq(pages.len, 7);
	cr_expect(strstr(page("book/book.css"), "prefers-color-scheme: dark"));
	cr_expect(strstr(page("book/book.js"), "\"use strict\";\n"));
	cr_expect(strstr(page("book/atomicity/check-then-act.html"), "<h1>Check, then act"));
}

static bool
full(void *user, const char *path, const struct buf *text)
{
	(void)text;
	return strcmp(path, user) != 0;
}

Test(book, says_what_could_not_be_kept)
{
	struct book b = book_fixture_small();
	char none[] = "none", index[] = "index.html", script[] = "book/book.js",
	     one[] = "book/data-race/lost-update.html";
	cr_expect(book_write(&b, full, none));
	cr_expect_not(book_write(&b, full, index));
	cr_expect_not(book_write(&b, full, one));
	cr_expect_not(book_write(&b, full, script));
}

Test(book, of_a_plain_result)
{
	struct book b = {.result = fixture_result()};
	cr_assert(book_write(&b, keep, NULL));
	check_pages();
	cr_expect(strstr(page("index.html"), "<span class=\"sr\">failed:</span> missed</span>"));
	cr_expect(strstr(page("index.html"), "data-verdict=\"inconclusive\""));
}

Test(book, hostile_text_is_shown_and_harmless)
{
	static const char *const texts[] = {"<script>alert(1)</script>", "]]><b>\"'&amp;<!--",
		"::error::x%0A\r\n", "\033[31mred\033]0;t\a \2332J",
		"\xFF\xC0\xAF\xED\xA0\x80 \x01\x7F", "</pre></main></html>", "*/ /* // \" '",
		"javascript:alert(1)", "../../../etc/passwd", "",
		"# ]: <b>\n\n| a | b |\n|---|---|\n| <i> | [x](javascript:y) |\n",
		"[a]: javascript:alert(1)\n\n[a] ![i](http://x/y.png) <http://x/> `<`\n", "`",
		"\n\n\n", "cases/a.c:99999999999999"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct book b = book_fixture_hostile(texts[i], strlen(texts[i]));
		pages.len = 0;
		cr_assert(book_write(&b, keep, NULL));
		check_pages();
		for (size_t k = 0; k < pages.len; k++) {
			const struct page *p = &pages.items[k];
			cr_expect_null(strstr(p->path, ".."), "%s leaves the folder", p->path);
			cr_expect(!strstr(p->path, ".html") || !strstr(p->text.data, "<script>"),
				"%s runs a script", p->path);
		}
		VEC_FREE(&pages);
	}
}

Test(book, a_megabyte_in_one_line_is_cut)
{
	size_t len = 1 << 20;
	char *text = arena_alloc(&memory, len + 1, 1);
	memset(text, 'x', len);
	struct book b = book_fixture_hostile(text, len);
	cr_assert(book_write(&b, keep, NULL));
	check_pages();
	char path[300] = "book/";
	memset(path + 5, 'x', 100);
	path[105] = '/';
	memset(path + 106, 'x', 100);
	strcpy(path + 206, ".html");
	cr_expect(strstr(page(path), "bytes more]"));
}

/* A report of so many threads, which take turns for so many steps. */
static const char *
long_document(int threads, int steps)
{
	struct buf out = {0};
	buf_adds(&out,
		"{\"schedules\": 1, \"failure\": {\"words\": \"data race\", \"lanes\": [\"main\"");
	for (int i = 1; i < threads; i++) {
		buf_addf(&out, ", \"T%d clerk\"", i);
	}
	buf_adds(&out, "], \"steps\": [");
	for (int i = 1; i <= steps; i++) {
		buf_addf(&out,
			"%s{\"step\": %d, \"thread\": %d, \"words\": \"write hits = %d\", \"op\": "
			"\"write\", "
			"\"object\": \"hits\", \"locks\": \"\", \"place\": "
			"\"cases/data-race/lost-update.c:12\"}",
			i > 1 ? "," : "", i, i % threads, i);
	}
	buf_adds(&out, "]}}");
	return buf_str(&out);
}

static size_t
count(const char *text, const char *what)
{
	size_t n = 0;
	for (const char *s = text; (s = strstr(s, what)); s++) {
		n++;
	}
	return n;
}

Test(book, many_threads_and_steps)
{
	struct book b = book_fixture_small();
	struct search *search = (struct search *)(uintptr_t)b.result->cases[1]
					.programs[0]
					.detectors[DET_EXPLORE]
					.search;
	search->document = long_document(40, 500);
	search->document_len = strlen(search->document);
	cr_assert(book_write(&b, keep, NULL));
	check_pages();
	const char *text = page("book/data-race/lost-update.html");
	cr_expect(strstr(text, "class=\"lanes narrow\""), "boxes with words would not fit");
	cr_expect_eq(count(text, "<g class=\"row\""), 200, "the drawing is bounded");
	cr_expect_eq(count(text, "<tr data-row="), 500, "the table has every step");
	cr_expect(strstr(text, "(301 steps)"));
}

Test(book, paths)
{
	struct buf out = {0};
	book_case_path(&out, "deadlock", "lock-order");
	cr_expect_str_eq(buf_str(&out), "book/deadlock/lock-order.html");
	buf_clear(&out);
	book_case_path(&out, "..", "a/../b c\xFF");
	cr_expect_str_eq(buf_str(&out), "book/--/a----b-c-.html");
	buf_clear(&out);
	book_case_path(&out, "", "");
	cr_expect_str_eq(buf_str(&out), "book/-/-.html");
	buf_free(&out);
}
