// SPDX-License-Identifier: MIT
#include "judge_fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>

#include "arena.h"

/* Each test is a process of its own, which gives everything back when it ends. */
static struct arena memory;

const struct judge_options usual = {.same_tools = true};

static struct place places[] = {{.line = HITS, .label = "hits"}, {.line = TOTAL, .label = "total"}};

struct program
make_program(enum program_role role)
{
	return (struct program){.role = role,
		.file = "cases/data-race/worker.c",
		.places = places,
		.place_count = 2};
}

static struct claim
make_claim(enum detector d, enum kind k, const char *label, int percent)
{
	struct claim c = {.detector = d, .kind = k};
	c.quant = (struct quant){.may = percent == MAY,
		.percent = percent > 0      ? percent
			   : percent == MAY ? 0
					    : 90};
	if (label) {
		*ARENA_PUSH(&memory, c.labels, c.label_count) = label;
	}
	return c;
}

void
add_expect(struct program *p, enum detector d, enum kind k, const char *label, int percent)
{
	*ARENA_PUSH(&memory, p->expects, p->expect_count) = make_claim(d, k, label, percent);
}

void
add_alarm(struct program *p, enum detector d, enum kind k, const char *label, int percent)
{
	struct claim c = make_claim(d, k, label, percent);
	c.reason = "atomics are not understood";
	*ARENA_PUSH(&memory, p->alarms, p->alarm_count) = c;
}

void
add_silence(struct program *p, enum detector d, bool unable)
{
	*ARENA_PUSH(&memory, p->silences, p->silence_count) = (struct silence){
		.detector = d, .unable = unable, .reason = "every access is atomic"};
}

struct observation
clean(void)
{
	return (struct observation){
		.valid = true, .right = true, .out = "", .err = "", .wall_ns = 1000, .cpu_ns = 10};
}

struct observation
saw_also(struct observation o, enum kind k, int line, int other_line)
{
	struct finding f = {.kind = k, .words = "words"};
	ARENA_PUSH(&memory, f.accesses, f.access_count)->site_line = line;
	ARENA_PUSH(&memory, f.accesses, f.access_count)->site_line = other_line;
	snprintf(f.fingerprint, sizeof f.fingerprint, "1:%d-%d-%d", (int)k, line, other_line);
	*ARENA_PUSH(&memory, o.findings.items, o.findings.count) = f;
	return o;
}

struct observation
saw(enum kind k, int line, int other_line)
{
	return saw_also(clean(), k, line, other_line);
}

struct observation
ended(enum kind outcome)
{
	struct observation o = clean();
	o.right = false;
	o.outcome = outcome;
	o.evidence = "exit 1, wrong: 12 hits lost";
	return o;
}

struct observation
broke(void)
{
	return (struct observation){.error = "the log is empty", .out = "", .err = ""};
}

static struct observation list[200];

const struct observation *
first_then_clean(struct observation what, size_t n)
{
	cr_assert_leq(n, sizeof list / sizeof *list);
	for (size_t i = 0; i < n; i++) {
		list[i] = i ? clean() : what;
	}
	return list;
}

const struct observation *
all_of(struct observation what, size_t n)
{
	cr_assert_leq(n, sizeof list / sizeof *list);
	for (size_t i = 0; i < n; i++) {
		list[i] = what;
	}
	return list;
}

struct detector_verdict
judge_with(const struct program *p, const struct program *twin, enum detector d,
	const struct observation *o, size_t n, struct judge_options options)
{
	struct judge_plan plan = judge_plan(p, twin, d, &options);
	return judge_detector(&memory, p, twin, d, o, n, &plan, &options);
}

struct detector_verdict
judge(const struct program *p, const struct program *twin, enum detector d,
	const struct observation *o, size_t n)
{
	return judge_with(p, twin, d, o, n, usual);
}

void
check(struct detector_verdict v, enum verdict verdict, enum reason reason)
{
	cr_assert(v.verdict == verdict && v.reason == reason, "%s, %s: %s", verdict_name(v.verdict),
		reason_name(v.reason), v.sentence);
	cr_assert(v.asked && v.sentence && v.sentence[0]);
}

struct program
make_racy(int percent)
{
	struct program p = make_program(PROGRAM_BROKEN);
	add_expect(&p, DET_TSAN, KIND_RACE, "hits", percent);
	return p;
}

void
says(struct detector_verdict v, const char *words)
{
	cr_assert(strstr(v.sentence, words), "\"%s\" is not in \"%s\"", words, v.sentence);
}
