// SPDX-License-Identifier: MIT
/* Sites, causes, order, lines and commands. */
#include <criterion/criterion.h>
#include <string.h>

#include "arena.h"
#include "case.h"
#include "explain.h"
#include "site.h"

static struct arena arena;

static const char *
site_name(struct frame *frames, size_t count)
{
	const struct frame *f = site_of(&(struct stack){frames, count});
	return f ? f->function : NULL;
}

Test(explain, sites)
{
	struct frame own = {.function = "serve", .file = "src/web.c", .line = 3, .module = "web"};
	struct frame libc = {.function = "memcpy", .file = "./string/memcpy.S", .line = 7};
	struct frame wrapper = {.function = "pthread_mutex_lock", .module = "web"};
	struct frame stripped = {.function = "handle", .module = "web"};
	struct frame thread = {.function = "start_thread", .file = "pthread_create.c", .line = 442};
	struct frame preload = {
		.module = "/usr/libexec/valgrind/vgpreload_helgrind-amd64-linux.so"};
	struct frame gcc = {.function = "free",
		.file = "../../src/libsanitizer/tsan/tsan_interceptors_posix.cpp",
		.line = 9};
	cr_expect_str_eq(site_name((struct frame[]){libc, own, thread}, 3), "serve");
	cr_expect_str_eq(site_name((struct frame[]){gcc, wrapper, own}, 3), "serve");
	cr_expect_str_eq(site_name((struct frame[]){preload, stripped, thread}, 3), "handle",
		"a name is better than nothing");
	cr_expect_null(site_name((struct frame[]){libc, preload, thread}, 3));
	cr_expect_null(site_name(NULL, 0));
	struct access side = {.stack = {(struct frame[]){gcc, own}, 2}};
	cr_expect_str_eq(site_call(&arena, &side), "free");
	side.stack.frames[0].function = "__interceptor_pthread_join@@GLIBC_2.34";
	cr_expect_str_eq(site_call(&arena, &side), "pthread_join");
	arena_free(&arena);
}

static struct finding
race(enum access_op a, int line_a, enum access_op b, int line_b)
{
	struct access *sides = arena_alloc(&arena, 2, sizeof *sides);
	struct frame *frames = arena_alloc(&arena, 2, sizeof *frames);
	frames[0] = (struct frame){
		.function = "f", .file = "/src/a.c", .line = line_a, .module = "prog"};
	frames[1] = (struct frame){
		.function = "f", .file = "/src/a.c", .line = line_b, .module = "prog"};
	sides[0] = (struct access){.op = a, .thread = "T1", .stack = {&frames[0], 1}};
	sides[1] = (struct access){.op = b, .thread = "T2", .stack = {&frames[1], 1}};
	return (struct finding){
		.kind = KIND_RACE, .detector = DET_TSAN, .accesses = sides, .access_count = 2};
}

/* Either side first, read or written: one cause; another line or another kind: another one. */
Test(explain, causes)
{
	struct finding f[] = {race(OP_READ, 3, OP_WRITE, 5), race(OP_WRITE, 5, OP_READ, 3),
		race(OP_WRITE, 3, OP_WRITE, 5), race(OP_READ, 3, OP_WRITE, 6),
		race(OP_READ, 3, OP_WRITE, 5)};
	int counts[] = {1, 2, 4, 8, 1};
	f[4].kind = KIND_USE_AFTER_FREE;
	struct explanations e = explain_findings(
		&arena, &(struct findings){f, 5}, &(struct explain_request){.counts = counts});
	cr_assert_eq(e.count, 3);
	cr_expect_eq(e.reports, 16);
	cr_expect_eq(e.items[0].finding->kind, KIND_USE_AFTER_FREE,
		"what may be behind the others comes first");
	cr_expect_eq(e.items[1].count, 8, "then what was reported more often");
	cr_expect_eq(e.items[2].count, 7);
	cr_expect_not_null(e.first_reason);
	e = explain_findings(&arena, &(struct findings){f, 1}, &(struct explain_request){0});
	cr_expect_null(e.first_reason);
	e = explain_findings(&arena, &(struct findings){f, 0}, &(struct explain_request){0});
	cr_expect_eq(e.count, 0);
	arena_free(&arena);
}

static struct explanation
explain_text(enum detector d, const char *text)
{
	static struct finding f;
	f = race(OP_READ, 3, OP_WRITE, 5);
	f.detector = d;
	f.text = text;
	f.text_len = strlen(text);
	if (d != DET_TSAN) {
		f.accesses[0].words =
			"Possible data race during read of size 4 at 0x1 by thread #3";
		f.accesses[1].words = "This conflicts with a previous write of size 4 by thread #2";
	}
	return explain_findings(&arena, &(struct findings){&f, 1}, &(struct explain_request){0})
		.items[0];
}

/* The XML element and the text of one error are explained alike. */
Test(explain, elements_are_text)
{
	struct explanation e = explain_text(DET_HELGRIND,
		"<error>\n<unique>0x1</unique><kind>Race</kind>\n"
		"<xwhat><text>Possible data race during read of size 4 at 0x1 by thread "
		"#3</text><hthreadid>3</hthreadid></xwhat>\n"
		"<stack><frame><ip>0x9</ip><obj>/a</obj><fn>f&lt;int&gt;</fn><dir>/src</"
		"dir><file>a.c</file><line>3</line></frame>\n"
		"<frame><ip>0x8</ip><obj>/lib/l.so</obj></frame></stack>\n"
		"<xauxwhat><text>This conflicts with a previous write of size 4 by thread "
		"#2</text></xauxwhat>\n"
		"<suppression><sname>x</sname><skind>y</skind><sframe><fun>f</fun></"
		"sframe><rawtext>{ }</rawtext></suppression></error>");
	static const char *const lines[] = {
		"Possible data race during read of size 4 at 0x1 by thread #3",
		"   at 0x9: f<int> (a.c:3)", "   by 0x8: ??? (in /lib/l.so)",
		" This conflicts with a previous write of size 4 by thread #2"};
	cr_assert_eq(e.line_count, 4, "%zu", e.line_count);
	for (size_t i = 0; i < 4; i++) {
		cr_expect_str_eq(e.lines[i].text, lines[i]);
		cr_expect_eq(e.lines[i].note != NULL, i % 3 == 0);
		cr_expect_eq(e.lines[i].side, i < 3 ? 1 : 2);
	}
	cr_expect(strstr(e.lines[3].note, "\"Previous\" means"));
	e = explain_text(DET_HELGRIND,
		"==12== Possible data race during read of size 4 at 0x1 by thread "
		"#3\n==12== Locks held: none\n==12==    at 0x9: f (a.c:3)\n");
	cr_assert_eq(e.line_count, 3);
	cr_expect_str_eq(e.lines[0].text, lines[0]);
	cr_expect(strstr(e.lines[1].note, "no lock"));
	cr_expect_str_eq(e.sides[0].locks, "holds no lock", "the text says so");
	arena_free(&arena);
}

Test(explain, stanzas)
{
	struct explanation e = explain_text(DET_TSAN,
		"==================\nWARNING: ThreadSanitizer: data race (pid=1)\n  Read of size 4 "
		"at 0x1 by thread T1:\n    #0 f /src/a.c:3\n\n"
		"  Previous write of size 4 at 0x1 by thread T2:\n    #0 f /src/a.c:5\n\n"
		"  Something that another version prints:\n    #0 g /src/a.c:9\n\nSUMMARY: "
		"ThreadSanitizer: data race\n==================\n");
	cr_assert_eq(e.line_count, 11, "%zu", e.line_count);
	cr_expect(strstr(e.lines[0].note, "a data race"));
	cr_expect_eq(e.lines[1].side, 1);
	cr_expect_eq(e.lines[2].side, 1);
	cr_expect_null(e.lines[2].note);
	cr_expect_eq(e.lines[5].side, 2);
	cr_expect(strstr(e.lines[4].note, "not that it has to come first"));
	cr_expect_null(e.lines[7].note, "what isn't known isn't explained");
	cr_expect_eq(e.lines[7].side, 0);
	cr_expect_not_null(e.lines[10].note);
	e = explain_text(DET_TSAN, "");
	cr_expect_eq(e.line_count, 0);
	arena_free(&arena);
}

/* A log can't write the commands that the reader is to copy. */
Test(explain, commands)
{
	static const struct {
		const char *module, *next;
	} rows[] = {{"prog", "hazard explore --races -- ./prog"},
		{"/build/out/prog-2.1", "hazard explore --races -- ./prog-2.1"},
		{"a b", "hazard explore --races -- ./a"},
		{"x;rm -rf ~", "hazard explore --races -- ./program"},
		{"$(id)", "hazard explore --races -- ./program"},
		{"-x", "hazard explore --races -- ./program"},
		{"lib.so.2", "hazard explore --races -- ./program"},
		{"", "hazard explore --races -- ./program"}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct finding f = race(OP_READ, 3, OP_WRITE, 5);
		f.accesses[0].stack.frames[0].module = f.accesses[1].stack.frames[0].module =
			rows[i].module;
		struct explanations e = explain_findings(
			&arena, &(struct findings){&f, 1}, &(struct explain_request){0});
		cr_expect_str_eq(e.items[0].next, rows[i].next);
	}
	arena_free(&arena);
}

/* A program of the catalogue is proven by `hazard run`, and is itself the first case to read. */
Test(explain, own_case)
{
	struct finding f = race(OP_READ, 3, OP_WRITE, 5);
	struct testcase own = {.id = "data-race/lost-update",
		.class = "data-race",
		.broken = {.file = "cases/data-race/lost-update.c"}};
	struct testcase other = {.id = "memory-order/relaxed-publish",
		.class = "memory-order",
		.broken = {.file = "cases/memory-order/relaxed-publish.c"}};
	const struct testcase *cases[] = {&other, &own};
	f.accesses[1].stack.frames[0].file = "/x/cases/data-race/lost-update.c";
	struct explanations e = explain_findings(&arena, &(struct findings){&f, 1},
		&(struct explain_request){.cases = cases, .case_count = 2});
	cr_expect_str_eq(e.items[0].next, "hazard run data-race/lost-update");
	cr_expect_str_eq(e.items[0].cases[0], "data-race/lost-update");
	cr_expect_str_eq(e.items[0].cases[1], "memory-order/relaxed-publish");
	f.accesses[1].stack.frames[0].file = "/src/a.c";
	e = explain_findings(&arena, &(struct findings){&f, 1},
		&(struct explain_request){.cases = cases, .case_count = 1});
	cr_expect_eq(e.items[0].case_count, 1, "only what the catalogue has");
	arena_free(&arena);
}
