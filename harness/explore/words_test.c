// SPDX-License-Identifier: MIT
/* What is said of results: symbols, verdicts, columns. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "columns.h"
#include "source_lines.h"
#include "symbolise.h"
#include "trace_chrome.h"
#include "verdict_words.h"

static struct arena arena;

static void
finish(void)
{
	arena_free(&arena);
}

TestSuite(symbols, .fini = finish);
TestSuite(verdict, .fini = finish);
TestSuite(columns, .fini = finish);

Test(symbols, answers_are_read)
{
	struct symbol list[4] = {{0}, {.data = true}, {0}, {.data = true}};
	const char *text = "inner\n/src/a.h:3:1\nouter\n/src/a.c:31:7\n\nhits\n32 "
			   "8\n\n??\n??:0:0\n\n??\n0 0\n\n";
	cr_assert(symbols_parse(&arena, text, list, 4));
	cr_expect_eq(list[0].stack.count, 2);
	cr_expect_str_eq(list[0].stack.frames[1].function, "outer");
	cr_expect_str_eq(list[0].stack.frames[1].file, "/src/a.c");
	cr_expect_eq(list[0].stack.frames[1].line, 31);
	cr_expect_str_eq(list[1].name, "hits");
	cr_expect_eq(list[1].start, 32);
	cr_expect_eq(list[2].stack.count, 0);
	cr_expect_null(list[3].name);
	struct symbol more[5] = {{0}};
	cr_expect(
		!symbols_parse(&arena, "f\n/a.c:1:1\n\n", more, 5), "fewer answers than questions");
}

static struct explore_report
report(void)
{
	struct explore_report r = {
		.arena = &arena, .schedules = 3000, .bound = -1, .bound_done = -1};
	r.counts[PROTO_OK] = 3000;
	return r;
}

Test(verdict, sampling_is_unknown_with_what_it_is_worth)
{
	struct explore_report r = report();
	verdict_decide(&r);
	cr_expect_eq(r.verdict, EXPLORE_SAMPLED);
	cr_expect_not_null(strstr(r.sentence, "3 000 schedules sampled"));
	cr_expect_not_null(strstr(r.sentence, "1 000"), "%s", r.sentence);
}

Test(verdict, what_a_limit_cut_short_is_worth_nothing)
{
	struct explore_report r = report();
	struct explore_output output = {.text = "1", .wrong = "", .count = 300};
	r.outputs = &output;
	r.output_count = 1;
	r.counts[PROTO_OK] = 300;
	r.counts[PROTO_LIMIT] = 2700;
	verdict_decide(&r);
	cr_expect_eq(r.verdict, EXPLORE_SAMPLED);
	cr_expect_not_null(strstr(r.sentence, "300 schedules sampled"), "%s", r.sentence);
	cr_expect_null(strstr(r.sentence, "3 000"), "%s", r.sentence);
	cr_expect_not_null(strstr(r.sentence, "schedule in 100 has"), "%s", r.sentence);
}

Test(verdict, only_a_complete_search_without_reservations_passes)
{
	struct explore_report r = report();
	r.exhausted = true;
	r.complete = 1459;
	verdict_decide(&r);
	cr_expect_eq(r.verdict, EXPLORE_PASS);
	cr_expect_str_eq(r.sentence, "all 1 459 schedules; none fails");
	r.bound = 2;
	verdict_decide(&r);
	cr_expect_not_null(strstr(r.sentence, "at most 2 preemptions"));
	r.preloaded = true;
	verdict_decide(&r);
	cr_expect_eq(r.verdict, EXPLORE_SAMPLED, "preloaded never passes");
	r = report();
	r.exhausted = true;
	r.counts[PROTO_LIMIT] = 1;
	r.outputs = arena_alloc(&arena, 1, sizeof *r.outputs);
	verdict_decide(&r);
	cr_expect_eq(r.verdict, EXPLORE_SAMPLED, "a limit never passes");
}

Test(verdict, what_says_nothing_is_no_pass)
{
	static const enum proto_class classes[] = {PROTO_NOT_MODELLED, PROTO_DIVERGED};
	for (int i = 0; i < 2; i++) {
		struct explore_report r = report();
		r.exhausted = true;
		r.counts[classes[i]] = 1;
		verdict_decide(&r);
		cr_expect_eq(r.verdict, EXPLORE_NOTHING);
	}
	struct explore_report r = report();
	r.broken = true;
	verdict_decide(&r);
	cr_expect_eq(r.verdict, EXPLORE_NOTHING, "its process died");
	r = (struct explore_report){.arena = &arena};
	verdict_decide(&r);
	cr_expect_eq(r.verdict, EXPLORE_NOTHING);
	r = report();
	r.failures = arena_alloc(&arena, 1, sizeof *r.failures);
	r.failures[0].class = PROTO_DEADLOCK;
	r.failures[0].why_not = "it diverged";
	r.failure_count = 1;
	verdict_decide(&r);
	cr_expect_eq(r.verdict, EXPLORE_NOTHING, "not reproduced, so not reported as a failure");
	cr_expect_not_null(strstr(r.sentence, "it diverged"));
	r.reproduced = 1;
	verdict_decide(&r);
	cr_expect_eq(r.verdict, EXPLORE_FAIL);
}

Test(verdict, numbers_in_groups)
{
	cr_expect_str_eq(explore_number(&arena, 0), "0");
	cr_expect_str_eq(explore_number(&arena, 999), "999");
	cr_expect_str_eq(explore_number(&arena, 1459), "1 459");
	cr_expect_str_eq(explore_number(&arena, 1234567), "1 234 567");
}

enum { LONG_RUN = 40 };

/* Main writes alone for a while; then T1 and main share one word. */
static void
trace(struct proto *p)
{
	strcpy(p->op_names[1], "write");
	p->result.thread_count = 2;
	p->threads[1].created = 1;
	for (uint32_t i = 0; i < LONG_RUN + 2; i++) {
		bool shared = i >= LONG_RUN;
		p->events[i] = (struct proto_event){.step = i + 1,
			.thread = i == LONG_RUN,
			.op = 1,
			.size = 4,
			.flags = PROTO_EV_WRITE,
			.address = shared ? 0x230000000010 : 0x230000001000 + i * 8,
			.after = i};
	}
	p->events[LONG_RUN].flags |= PROTO_EV_SWITCH | PROTO_EV_PREEMPT;
	p->result.event_count = LONG_RUN + 2;
}

static int
lines_of(const char *text)
{
	int n = 0;
	for (; *text; text++) {
		n += *text == '\n';
	}
	return n;
}

Test(columns, are_as_wide_as_the_terminal_and_fold_what_is_private)
{
	struct explore_failure f = {.trace.proto = calloc(1, sizeof(struct proto))};
	struct symbols none = {.arena = &arena, .proto = f.trace.proto};
	struct source_lines source;
	struct buf out = {0};
	trace(f.trace.proto);
	source_lines_init(&source, &arena, NULL, NULL);
	for (int width = 40; width <= 200; width += 20) {
		buf_clear(&out);
		columns_add(&out, &none, &f, &source, &(struct columns_options){.width = width});
		cr_expect_not_null(strstr(out.data, "(40 steps)"), "%s", out.data);
		cr_expect_not_null(strstr(out.data, "41 > "), "the preemption is marked");
		for (char *line = strtok(out.data, "\n"); line; line = strtok(NULL, "\n")) {
			cr_expect_leq(strlen(line), (size_t)width, "%d: %s", width, line);
		}
	}
	buf_clear(&out);
	columns_add(
		&out, &none, &f, &source, &(struct columns_options){.width = 80, .whole = true});
	cr_expect_eq(lines_of(out.data), LONG_RUN + 3);
	buf_clear(&out);
	trace_chrome_add(&out, &none, &f, &source);
	cr_expect_not_null(strstr(out.data, "\"thread_name\""));
	cr_expect_not_null(strstr(out.data, "heap+0x10 = 40"));
	buf_free(&out);
	free(f.trace.proto);
}

/* Main unlocks what T1 then locks; what T1 could not lock is no hand-over. */
static void
hand_over(struct proto *p)
{
	static const struct proto_event events[] = {
		{.step = 1, .op = 1, .address = 1},
		{.step = 2, .op = 2, .address = 0x100},
		{.step = 3, .op = 3, .address = 0x100},
		{.step = 4, .thread = 1, .op = 4, .address = 0x100, .result = 16},
		{.step = 5, .thread = 1, .op = 2, .address = 0x100},
		{.step = 6, .thread = 1, .op = 3, .address = 0x100},
		{.step = 7, .op = 2, .address = 0x200},
	};
	static const char *const names[] = {"nothing", "create", "lock", "unlock", "trylock"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		strcpy(p->op_names[i], names[i]);
	}
	memcpy(p->events, events, sizeof events);
	p->result.event_count = sizeof events / sizeof *events;
	p->result.thread_count = 2;
	p->threads[1].created = 1;
}

static int
count_of(const char *text, const char *what)
{
	int n = 0;
	for (text = strstr(text, what); text; text = strstr(text + 1, what)) {
		n++;
	}
	return n;
}

Test(chrome, arrows_go_from_what_lets_go_on_to_what_does)
{
	struct explore_failure f = {.trace.proto = calloc(1, sizeof(struct proto))};
	struct symbols none = {.arena = &arena, .proto = f.trace.proto};
	struct source_lines source;
	struct buf out = {0};
	hand_over(f.trace.proto);
	source_lines_init(&source, &arena, NULL, NULL);
	trace_chrome_add(&out, &none, &f, &source);
	json_t *trace = json_loads(out.data, 0, NULL), *event;
	size_t i;
	double begin[8] = {0}, end[8] = {0};
	int tracks[2] = {0};
	cr_assert_not_null(trace);
	json_array_foreach(json_object_get(trace, "traceEvents"), i, event)
	{
		const char *phase = json_string_value(json_object_get(event, "ph"));
		double ts = json_number_value(json_object_get(event, "ts"));
		int id = (int)json_integer_value(json_object_get(event, "id"));
		if (*phase == 's') {
			begin[id] = ts;
		} else if (*phase == 'f') {
			end[id] = ts;
			cr_expect_str_eq(json_string_value(json_object_get(event, "bp")), "e");
		}
		tracks[json_integer_value(json_object_get(event, "tid"))] += *phase == 'X';
	}
	cr_expect(tracks[0] == 4 && tracks[1] == 3);
	cr_expect(begin[1] == 1.5 && end[1] == 4.5, "the creation of T1 and its first step");
	cr_expect(begin[2] == 3.5 && end[2] == 5.5, "the unlock and the lock after it");
	cr_expect_eq(count_of(out.data, "\"bp\""), 2);
	json_decref(trace);
	buf_free(&out);
	free(f.trace.proto);
}
