// SPDX-License-Identifier: MIT
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "book.h"
#include "book_check.h"
#include "buf.h"
#include "explanation.h"
#include "fs.h"
#include "report_fixture.h"
#include "score.h"
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

static const char source[] = "// SPDX-License-Identifier: MIT\n"
			     "/*\n"
			     " * Lost update: two threads add to one counter.\n"
			     " */\n"
			     "#include <pthread.h>\n"
			     "\n"
			     "long hits;\n"
			     "\n"
			     "static void *\n"
			     "serve(void *arg)\n"
			     "{\n"
			     "\thits += 1;\t\t//~ hits: read, write\n"
			     "\treturn arg;\n"
			     "}\n";

static const char document[] =
	"{\"schedules\": 21, \"failure\": {\"kind\": \"race\", \"words\": \"data race\", "
	"\"message\": \"\", \"count\": 20, "
	"\"preemptions\": 1, \"fewest\": true, \"file\": \"/tmp/x/lost-update.race.0001.sched\", "
	"\"lanes\": [\"main\", \"T1 serve\", \"T2 serve\"], \"steps\": ["
	"{\"step\": 1, \"thread\": 0, \"words\": \"create T1 serve\", \"place\": null, \"op\": "
	"\"create\", \"object\": \"\", "
	"\"locks\": \"\", \"preempts\": false, \"blocked\": false},"
	"{\"step\": 2, \"thread\": 1, \"words\": \"lock door\", \"place\": "
	"\"cases/data-race/lost-update.c:11\", \"op\": \"lock\", "
	"\"object\": \"door\", \"locks\": \"\", \"preempts\": false, \"blocked\": false},"
	"{\"step\": 3, \"thread\": 1, \"words\": \"write hits = 1\", \"place\": "
	"\"cases/data-race/lost-update.c:12\", \"op\": "
	"\"write\", \"object\": \"hits\", \"locks\": \"door\", \"preempts\": false, \"blocked\": "
	"false},"
	"{\"step\": 4, \"thread\": 2, \"words\": \"read hits = 1\", \"place\": "
	"\"cases/data-race/lost-update.c:12\", \"op\": "
	"\"read\", \"object\": \"hits\", \"locks\": \"\", \"preempts\": true, \"blocked\": "
	"false}], "
	"\"waits\": [{\"thread\": 2, \"op\": \"lock\", \"object\": \"door\", \"holder\": 1, "
	"\"cycle\": true, \"place\": null}], "
	"\"side_steps\": [3, 4]}, \"more_failures\": []}";

/* A case with a program, a report that is explained, an interleaving, a fix and its difference. */
static struct book
small_book(void)
{
	static struct result r;
	static struct book_program programs[4];
	static struct book_case cases[2] = {{NULL}, {programs}};
	static const char readme[] =
		"# data-race: nothing between them\n\nA *data race* is <b>two</b> accesses.\n\n"
		"| case | teaches |\n|---|---|\n| [lost-update](lost-update.c) | three steps |\n\n"
		"[bad](javascript:alert(1)) [there](https://example.org/)\n";
	static const struct book_class classes[] = {
		{.name = "atomicity"}, {"data-race", readme, sizeof readme - 1}};
	static struct book_diff_line diff[] = {{BOOK_GAP, NULL, 0, 0, 0},
		{BOOK_SAME, "{", 1, 11, 10}, {BOOK_REMOVED, "\thits += 1;", 11, 12, 0},
		{BOOK_ADDED, "\tadd(&hits, 1); /* < */", 22, 0, 11}};
	static struct score score = {.name = "tsan",
		.broken = 2,
		.right = 4,
		.counts = {{1, 0, 1}, {3, 1, 2}, {0, 0, 0}}};
	static struct explained_line lines[] = {
		{"WARNING: ThreadSanitizer: data race (pid=1)", "What was found.", 0},
		{"    #0 serve /home/me/x/cases/data-race/lost-update.c:12:7",
			"The `side` to look at.", 1}};
	static struct explanation explanation = {.title = "Data race on `hits`",
		.what = "T1 writes, T2 reads.",
		.missing = "An order.",
		.harm = "A hit is lost.",
		.lines = lines,
		.line_count = 2};
	static struct search_failure failure = {
		.kind = KIND_RACE, .name = "lost-update.race.0001.sched"};
	static struct search search = {.end = SEARCH_FAIL,
		.failures = &failure,
		.failure_count = 1,
		.document = document,
		.document_len = sizeof document - 1};
	static struct place places[] = {{12, "hits", ROLE_READ | ROLE_WRITE}};
	r = *fixture_clean();
	r.scores = &score;
	r.score_count = 1;
	struct program_verdict *v = &r.cases[1].programs[0];
	struct program *p = (struct program *)(uintptr_t)v->program;
	*p = (struct program){.role = PROGRAM_BROKEN,
		.file = p->file,
		.title = "Lost update: two threads.",
		.story = "Two threads count `hits`.\n\nOne is lost.",
		.text = source,
		.text_len = sizeof source - 1,
		.places = places,
		.place_count = 1};
	explanation.finding = v->detectors[DET_TSAN].sightings[0].finding;
	((struct finding *)(uintptr_t)explanation.finding)->accesses[0].site_line = 12;
	v->detectors[DET_TSAN].sightings[0].explanation = &explanation;
	v->detectors[DET_EXPLORE] = (struct detector_verdict){.asked = true,
		.detector = DET_EXPLORE,
		.sentence = "a race",
		.search = &search,
		.detected = 1,
		.runs = 1,
		.command = "hazard explore x"};
	r.cases[1].programs[1].cost.sentence = "1.02 times the broken program";
	programs[0].said[DET_TSAN] = "reports a data race at `hits`";
	programs[1].diff = diff;
	programs[1].diff_count = 4;
	return (struct book){.result = &r,
		.cases = cases,
		.classes = classes,
		.class_count = 2,
		.schedules = "schedules"};
}

Test(book, golden)
{
	struct book b = small_book();
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
	struct book b = small_book();
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
	struct book b = small_book();
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

/* Texts that want to break out, in every field there is. */
static struct book
hostile_book(const char *text, size_t len)
{
	static struct result r;
	static struct book_program program;
	static struct book_case one = {&program};
	static struct book_class class;
	static struct book_diff_line diff;
	static struct explained_line line;
	static struct explanation explanation;
	static struct search search;
	static struct search_output output;
	static struct search_failure failure;
	static struct place place;
	static const char *list[1];
	r = *fixture_hostile();
	struct case_verdict *c = &r.cases[0];
	struct testcase *t = (struct testcase *)(uintptr_t)c->testcase;
	struct program *p = (struct program *)(uintptr_t)c->programs[0].program;
	list[0] = text;
	c->problem = r.partial = r.hazard_version = r.started = text;
	t->title = t->origin = t->id = t->class = t->slug = text;
	t->topics = t->hints = list;
	t->topic_count = t->hint_count = 1;
	place = (struct place){1, text, ROLE_READ};
	*p = (struct program){.file = text,
		.how = text,
		.title = text,
		.story = text,
		.text = text,
		.text_len = len,
		.fix_how = text,
		.why = text,
		.cost = text,
		.places = &place,
		.place_count = 1};
	c->programs[0].worth = c->programs[0].cost.sentence = text;
	c->programs =
		arena_memdup(&memory, (struct program_verdict[]){c->programs[0], c->programs[0]},
			2 * sizeof *c->programs);
	c->program_count = 2;
	diff = (struct book_diff_line){BOOK_ADDED, text, len, 1, 1};
	static struct book_program programs[2];
	programs[1] = program = (struct book_program){.diff = &diff, .diff_count = 1};
	one.programs = programs;
	line = (struct explained_line){text, text, 0};
	explanation =
		(struct explanation){.finding = c->programs[0].detectors[0].sightings[0].finding,
			.title = text,
			.what = text,
			.missing = text,
			.harm = text,
			.lines = &line,
			.line_count = 1,
			.remedies = list,
			.remedy_count = 1,
			.silencers = list,
			.silencer_count = 1};
	c->programs[0].detectors[DET_DRD].sightings[0].explanation = &explanation;
	for (int d = 0; d < DET_COUNT; d++) {
		programs[0].said[d] = text;
		c->programs[0].detectors[d].command = c->programs[0].detectors[d].sentence = text;
	}
	output = (struct search_output){.text = text};
	failure = (struct search_failure){.name = text, .kind = KIND_RACE};
	search = (struct search){.outputs = &output,
		.output_count = 1,
		.failures = &failure,
		.failure_count = 1,
		.document = document,
		.document_len = sizeof document - 1};
	c->programs[0].detectors[DET_EXPLORE].search = &search;
	class = (struct book_class){text, text, len};
	return (struct book){.result = &r,
		.cases = &one,
		.classes = &class,
		.class_count = 1,
		.schedules = text};
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
		struct book b = hostile_book(texts[i], strlen(texts[i]));
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
	struct book b = hostile_book(text, len);
	cr_assert(book_write(&b, keep, NULL));
	check_pages();
	char path[300] = "book/";
	memset(path + 5, 'x', 100);
	path[105] = '/';
	memset(path + 106, 'x', 100);
	strcpy(path + 206, ".html");
	cr_expect(strstr(page(path), "bytes more]"));
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
