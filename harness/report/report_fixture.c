// SPDX-License-Identifier: MIT
#include "report_fixture.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"

/* Each test is a process of its own, which gives everything back when it ends. */
static struct arena memory;
static struct result result;

static struct case_verdict *
add_case(const char *class, const char *slug, const char *title, enum verdict v)
{
	struct testcase *t = arena_alloc(&memory, 1, sizeof *t);
	t->class = class;
	t->slug = slug;
	t->id = arena_printf(&memory, "%s/%s", class, slug);
	t->title = title;
	t->level = 1;
	*ARENA_PUSH(&memory, t->cwes, t->cwe_count) = 366;
	*ARENA_PUSH(&memory, t->topics, t->topic_count) = "T0";
	struct case_verdict *c = ARENA_PUSH(&memory, result.cases, result.case_count);
	*c = (struct case_verdict){.testcase = t, .verdict = v, .complete = true};
	return c;
}

static struct program_verdict *
add_program(struct case_verdict *c, enum program_role role, const char *how, enum verdict v)
{
	struct program *p = arena_alloc(&memory, 1, sizeof *p);
	p->role = role;
	p->how = how;
	p->file = how ? arena_printf(&memory, "fixes/%s.%s.c", c->testcase->id, how)
		      : arena_printf(&memory, "cases/%s.c", c->testcase->id);
	struct program_verdict *pv = ARENA_PUSH(&memory, c->programs, c->program_count);
	*pv = (struct program_verdict){.program = p, .verdict = v};
	return pv;
}

static struct detector_verdict *
set(struct program_verdict *p, enum detector d, enum verdict v, enum reason r, int k, int n,
	const char *sentence)
{
	struct detector_verdict *dv = &p->detectors[d];
	*dv = (struct detector_verdict){.asked = true,
		.detector = d,
		.verdict = v,
		.reason = r,
		.detected = k,
		.runs = n,
		.planned = n,
		.low = 0,
		.high = 1,
		.sentence = sentence,
		.wall_ns = 1234567890,
		.cpu_ns = 2345678901};
	if (n) {
		double rate = (double)k / n,
		       half = 1.96 * sqrt(rate * (1 - rate) / n + 0.9604 / n / n);
		double centre = rate + 1.9208 / n, scale = 1 + 3.8416 / n;
		dv->low = k ? (centre - half) / scale : 0;
		dv->high = k < n ? (centre + half) / scale : 1;
	}
	dv->command =
		arena_printf(&memory, "hazard run %.*s --detectors %s --iterations %d --seed 42",
			(int)strcspn(strchr(p->program->file, '/') + 1, "."),
			strchr(p->program->file, '/') + 1, detector_name(d), n ? n : 6);
	return dv;
}

static void
add_frame(struct stack *s, const char *function, const char *file, int line)
{
	*ARENA_PUSH(&memory, s->frames, s->count) = (struct frame){.function = function,
		.file = file,
		.line = line,
		.column = 8,
		.module = "/home/me/.cache/hazard/ab/prog"};
}

static void
add_side(struct finding *f, const char *file, enum access_op op, const char *thread, int line)
{
	struct access *a = ARENA_PUSH(&memory, f->accesses, f->access_count);
	*a = (struct access){.op = op,
		.size = 8,
		.thread = thread,
		.words = "Write of size 8",
		.site_file = file,
		.site_line = line};
	add_frame(&a->stack, "serve", arena_printf(&memory, "/srv/hazard/%s", file), line);
	add_frame(&a->stack, NULL, NULL, 0);
}

static struct finding *
make_race(const char *file, int line, const char *fingerprint)
{
	struct finding *f = arena_alloc(&memory, 1, sizeof *f);
	f->kind = KIND_RACE;
	f->words = "data race";
	add_side(f, file, OP_WRITE, "T1", line);
	add_side(f, file, OP_READ, "T2", line + 3);
	f->location = (struct location){.kind = LOCATION_GLOBAL,
		.words = "Location is global 'hits' of size 8",
		.name = "hits",
		.size = 8};
	struct birth *thread = ARENA_PUSH(&memory, f->threads, f->thread_count);
	thread->name = "T1";
	thread->words = "Thread T1 (running) created by main thread at:";
	add_frame(&thread->stack, "main", file, 45);
	f->text = "WARNING: ThreadSanitizer: data race (pid=1)\n    #0 serve "
		  "/srv/hazard/cases/x.c:31\n";
	f->text_len = strlen(f->text);
	snprintf(f->fingerprint, sizeof f->fingerprint, "%s", fingerprint);
	return f;
}

static void
add_sighting(struct detector_verdict *v, const struct finding *f, enum kind kind,
	const char *evidence, int runs, bool claimed)
{
	*ARENA_PUSH(&memory, v->sightings, v->sighting_count) = (struct sighting){
		.finding = f, .kind = kind, .evidence = evidence, .runs = runs, .claimed = claimed};
}

static void
add_clean_fix(struct case_verdict *c, const char *how)
{
	struct program_verdict *p = add_program(c, PROGRAM_FIX, how, VERDICT_PASS);
	for (int d = 0; d < DET_NATIVE; d++) {
		set(p, (enum detector)d, VERDICT_PASS, REASON_CLEAN, 0, 2,
			"clean: nothing found in 2 runs, every one right");
	}
	set(p, DET_NATIVE, VERDICT_PASS, REASON_CLEAN, 0, 20,
		"clean: nothing found in 20 runs, every one right");
	p->worth = "tsan, helgrind, drd: 0 of 2 each; a bug as frequent as the broken twin's (at "
		   "least 90 %, as stated) "
		   "would have shown with probability 0.99";
	p->shown = 0.99;
}

static struct program_verdict *
add_seen(struct case_verdict *c, enum verdict v)
{
	struct program_verdict *p = add_program(c, PROGRAM_BROKEN, NULL, v);
	for (int d = 0; d < DET_NATIVE; d++) {
		struct detector_verdict *dv = set(p, (enum detector)d, VERDICT_PASS, REASON_MATCHED,
			6, 6, "seen in 6 of 6 runs, at the marked lines");
		add_sighting(dv, make_race(p->program->file, 28, "1:0123456789abcdef"), KIND_RACE,
			NULL, 6, true);
	}
	set(p, DET_NATIVE, VERDICT_PASS, REASON_MATCHED, 0, 6,
		"not seen in 6 runs: here that is luck, and nothing requires it");
	return p;
}

static void
add_lost_update(void)
{
	struct case_verdict *c = add_case("data-race", "lost-update",
		"Lost update: two threads add to one counter and nothing orders them.",
		VERDICT_PASS);
	add_seen(c, VERDICT_PASS);
	add_clean_fix(c, "atomic");
	add_clean_fix(c, "mutex");
	add_clean_fix(c, "per-thread");
}

static void
add_check_then_act(void)
{
	struct case_verdict *c = add_case("atomicity", "check-then-act",
		"Check, then act: two buyers see the last ticket.", VERDICT_PASS);
	struct program_verdict *p = add_program(c, PROGRAM_BROKEN, NULL, VERDICT_PASS);
	for (int d = 0; d < DET_NATIVE; d++) {
		set(p, (enum detector)d, VERDICT_PASS, REASON_BLIND, 0, 6,
			"blind, as stated: nothing in 6 runs: all is atomic");
	}
	struct detector_verdict *v = set(p, DET_NATIVE, VERDICT_PASS, REASON_MATCHED, 4, 6,
		"wrong-result in 4 of 6 runs: exit 1, wrong: 12 tickets sold twice");
	add_sighting(v, NULL, KIND_WRONG_RESULT, "exit 1, wrong: 12 tickets sold twice", 4, true);
	struct program_verdict *fix = add_program(c, PROGRAM_FIX, "exchange", VERDICT_PASS);
	set(fix, DET_NATIVE, VERDICT_PASS, REASON_CLEAN, 0, 20,
		"clean: nothing found in 20 runs, every one right");
	fix->worth = "native: 0 of 20; a bug as frequent as the broken twin's (at least 34 %) "
		     "would have shown with "
		     "probability > 0.999";
	fix->shown = 0.9998;
}

static void
add_failing(void)
{
	struct case_verdict *c = add_case("data-race", "lock-on-one-side",
		"Lock on one side: the writer locks, the reader does not.", VERDICT_FAIL);
	struct program_verdict *p = add_seen(c, VERDICT_FAIL);
	p->detectors[DET_TSAN].sighting_count = 0;
	set(p, DET_TSAN, VERDICT_FAIL, REASON_MISSED, 0, 6,
		"missed: race(balance) not seen in 6 runs; a 90 % detector would miss all of them "
		"once "
		"in a million");
	struct detector_verdict *v = set(p, DET_DRD, VERDICT_FAIL, REASON_UNEXPECTED, 6, 6,
		"unexpected: race at lock-on-one-side.c:31 (unmarked "
		"line) and lock-on-one-side.c:34 (unmarked line), "
		"seen in 1 of 6 runs");
	add_sighting(v, make_race(p->program->file, 31, "1:feedfacefeedface"), KIND_RACE, NULL, 1,
		false);
	add_clean_fix(c, "both");
	struct program_verdict *fix = add_program(c, PROGRAM_FIX, "trylock", VERDICT_FAIL);
	for (int d = 0; d < DET_NATIVE; d++) {
		set(fix, (enum detector)d, VERDICT_PASS, REASON_CLEAN, 0, 2,
			"clean: nothing found in 2 runs, every one right");
	}
	v = set(fix, DET_NATIVE, VERDICT_FAIL, REASON_UNEXPECTED, 1, 20,
		"not clean: hang (every thread waits for ever), seen in 1 of 20 runs");
	add_sighting(v, NULL, KIND_HANG,
		"every thread waits for ever; last output: \"balance 300\"", 1, false);
}

static void
add_troubled(void)
{
	struct case_verdict *c = add_case("deadlock", "lock-order",
		"Lock order: two transfers take the same two locks in opposite order.",
		VERDICT_ERROR);
	struct program_verdict *p = add_seen(c, VERDICT_ERROR);
	set(p, DET_HELGRIND, VERDICT_ERROR, REASON_TOOL, 0, 0,
		"the tool broke: valgrind: the 'impossible' happened: Killed by fatal signal");
	set(p, DET_DRD, VERDICT_PASS, REASON_BLIND, 0, 6,
		"blind, as stated: nothing in 6 runs: DRD knows no lock order");
	add_clean_fix(c, "ordered");

	c = add_case(
		"deadlock", "gate", "Gate: a third lock guards the two.", VERDICT_INCONCLUSIVE);
	p = add_seen(c, VERDICT_INCONCLUSIVE);
	set(p, DET_TSAN, VERDICT_INCONCLUSIVE, REASON_DIFFERS, 0, 6,
		"missed: lock-order(a-then-b, b-then-a) not seen in 6 runs; a 90 % detector would "
		"miss "
		"all of them once in a "
		"million (the rates were measured with other versions of the tools)");
	set(p, DET_NATIVE, VERDICT_INCONCLUSIVE, REASON_MISSED, 0, 3,
		"open: hang not seen, but only 3 of the 20 runs that this takes were made");
	add_clean_fix(c, "ordered");
}

static void
add_quiet(void)
{
	struct case_verdict *c = add_case("benign", "read-only-after-create",
		"Read only after create: looks shared, is never written.", VERDICT_PASS);
	struct program_verdict *p = add_program(c, PROGRAM_BENIGN, NULL, VERDICT_PASS);
	set(p, DET_TSAN, VERDICT_PASS, REASON_CLEAN, 0, 2,
		"clean: nothing found in 2 runs, every one right");
	struct detector_verdict *v = set(p, DET_HELGRIND, VERDICT_PASS, REASON_FALSE_ALARM, 2, 2,
		"only the stated false alarm race(table), in 2 of 2 runs: "
		"atomics are not understood");
	add_sighting(
		v, make_race(p->program->file, 12, "1:abad1deaabad1dea"), KIND_RACE, NULL, 2, true);
	set(p, DET_DRD, VERDICT_PASS, REASON_UNABLE, 1, 1,
		"unable, as stated: the tool broke in 1 of 1 run");
	set(p, DET_NATIVE, VERDICT_PASS, REASON_CLEAN, 0, 20,
		"clean: nothing found in 20 runs, every one right");

	c = add_case("benign", "once", "Once: pthread_once does it.", VERDICT_SKIP);
	p = add_program(c, PROGRAM_BENIGN, NULL, VERDICT_SKIP);
	for (int d = 0; d < DET_EXPLORE; d++) {
		set(p, (enum detector)d, VERDICT_PASS, REASON_CLEAN, 0, 2,
			"clean: nothing found in 2 runs, every one right");
	}
	set(p, DET_DRD, VERDICT_SKIP, REASON_TOOL, 0, 0,
		"valgrind is not installed (apt-get install valgrind)");
}

static void
begin(void)
{
	static struct tool_version tools[] = {{"clang", "14.0.6", "/usr/bin/clang"},
		{"valgrind", "3.19.0", "/usr/bin/valgrind"}, {"gcc", NULL, NULL}};
	result = (struct result){
		.hazard_version = "0.1.0",
		.machine = "Linux 6.18 x86_64, 2 CPUs",
		.started = "2026-11-21T10:50:00Z",
		.root = "/srv/hazard",
		.seed = UINT64_C(18446744073709551615),
		.wall_ns = INT64_C(133400000000),
		.children_cpu_ns = INT64_C(220900000000),
		.own_cpu_ns = 1100000000,
		.detectors = {[DET_TSAN] = true,
			[DET_HELGRIND] = true,
			[DET_DRD] = true,
			[DET_NATIVE] = true},
		.tools = tools,
		.tool_count = 3,
	};
}

const struct result *
fixture_result(void)
{
	begin();
	add_check_then_act();
	add_quiet();
	add_failing();
	add_lost_update();
	add_troubled();
	result.summary = summary_of(result.cases, result.case_count);
	return &result;
}

const struct result *
fixture_clean(void)
{
	begin();
	add_check_then_act();
	add_lost_update();
	result.summary = summary_of(result.cases, result.case_count);
	return &result;
}

const struct result *
fixture_saying(const char *evil)
{
	char *long_line = arena_alloc(&memory, (1 << 20) + 1, 1);
	memset(long_line, 'x', 1 << 20);
	begin();
	result.machine = evil;
	struct case_verdict *c = add_case(evil, evil, evil, VERDICT_FAIL);
	struct program_verdict *p = add_program(c, PROGRAM_BROKEN, NULL, VERDICT_FAIL);
	((struct program *)(uintptr_t)p->program)->file = evil;
	struct finding *f = make_race(evil, 3, "");
	f->words = f->text = f->location.words = f->location.name = f->threads[0].name = evil;
	f->text_len = strlen(evil);
	f->accesses[0].thread = f->accesses[0].locks = f->accesses[1].stack.frames[0].function =
		evil;
	for (int d = 0; d < DET_COUNT; d++) {
		struct detector_verdict *v = &p->detectors[d];
		*v = (struct detector_verdict){.asked = true,
			.detector = (enum detector)d,
			.verdict = VERDICT_FAIL,
			.reason = REASON_UNEXPECTED,
			.sentence = d ? evil : long_line,
			.command = evil,
			.high = 1};
		add_sighting(v, f, KIND_RACE, NULL, 1, false);
		add_sighting(v, NULL, KIND_WRONG_RESULT, d ? evil : long_line, 1, false);
	}
	result.summary = summary_of(result.cases, result.case_count);
	return &result;
}

const struct result *
fixture_hostile(void)
{
	return fixture_saying(
		"\033[31mred\033]0;title\a \x9b"
		"2J ]]> <b> & \"q\" 'a' \\ \xFF\xC0\xAF\xED\xA0\x80 "
		"\x01\x7F\r\n::error::x\xEF\xBF\xBF <script>alert(1)</script> "
		"[x](http://e.example) ](1) {0} %25 %0A | `c` **b** @you :bug: # TODO "
		"\n\xE2\x80\xAEnot ok 9 - x\nBail out!\n...\n  ---\n end");
}
