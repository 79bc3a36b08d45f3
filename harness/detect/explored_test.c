// SPDX-License-Identifier: MIT
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "detect.h"
#include "explored.h"
#include "fs.h"
#include "observation.h"
#include "search.h"

static struct arena arena;

#define STACK(LINE)                                                                               \
	"\"stack\":[{\"function\":\"f\",\"file\":\"./cases/a/b.c\",\"line\":" LINE ",\"column\":" \
	"2}]"

static const char side[] = "{\"thread\":\"T1\",\"operation\":\"write\",\"op\":\"write\",\"size\":8,"
			   "\"locks\":null," STACK("10") "}";

static const char taken[] =
	"{\"name\":\"till\",\"words\":\"till was taken by T2\"," STACK("20") "}";

static const char *
failure(const char *kind, const char *file)
{
	return arena_printf(&arena,
		"{\"kind\":\"%s\",\"words\":\"words\",\"message\":\"\",\"count\":7,\"preemptions\":"
		"1,"
		"\"file\":%s,\"object\":\"hits\",\"sides\":[%s],\"taken\":[%s],\"threads\":[]}",
		kind, file, side, taken);
}

static const char *
report(const char *verdict, const char *first, const char *more)
{
	return arena_printf(&arena,
		"{\"verdict\":\"%s\",\"sampled\":false,\"sentence\":\"said\",\"reasons\":["
		"\"pselect "
		"is not "
		"modelled\"],\"schedules\":100,\"exhausted\":true,\"outcomes\":[{\"stdout\":\"\","
		"\"wrong\":\"wrong: 1 "
		"lost\",\"exit\":1,\"kind\":\"wrong-result\",\"schedules\":7}],"
		"\"listed\":[{\"text\":\"done\",\"listed\":true,\"right\":true,\"schedules\":93}],"
		"\"failure\":%s,\"more_failures\":[%s]}",
		verdict, first, more);
}

/* Collects from a folder with such a report (NULL: none) and one schedule. */
static struct observation
collect(const char *text, int code)
{
	char *folder = fs_temp_dir(&arena, "/tmp", "hazard-explored-");
	struct detect_ending ending = {.exited = true, .code = code};
	struct observation o = {.err = "hazard: no such case\nmore"};
	cr_assert(fs_write(fs_join(&arena, folder, "b.race.1.sched"), "hazard-schedule", 15));
	if (text) {
		cr_assert(fs_write(fs_join(&arena, folder, "explored.json"), text, strlen(text)));
	}
	detect_collect(DET_EXPLORE, &arena, folder, &ending, &o);
	fs_remove(folder);
	return o;
}

static void
is_error(struct observation o, const char *words)
{
	cr_assert_not(o.valid);
	cr_assert(strstr(o.error, words), "\"%s\" is not in \"%s\"", words, o.error);
}

static const char file[] = "\"/elsewhere/b.race.1.sched\"";

Test(explored, it_is_a_command_of_hazard_itself)
{
	struct detect_launch l;
	struct detect_request r = {.hazard = "/bin/hazard",
		.root = "/catalog",
		.source = "cases/a/b.c",
		.scratch = "/s",
		.schedules = 20000,
		.seconds = 20};
	cr_assert(detect_prepare(DET_EXPLORE, &arena, &r, &l));
	cr_assert_str_eq(l.argv[0], "/bin/hazard");
	cr_assert_str_eq(l.argv[1], "explore");
	size_t n = 0;
	while (l.argv[n]) {
		n++;
	}
	cr_assert_str_eq(l.argv[n - 1], "cases/a/b.c");
	cr_assert_str_eq(l.argv[n - 2], "json=/s/explored.json");
	cr_assert_str_eq(l.env[0], "TMPDIR=/s");
}

Test(explored, a_failure_has_its_places_its_count_and_its_schedule)
{
	struct observation o = collect(report("fail", failure("race", file), ""), 1);
	cr_assert(o.valid, "%s", o.error);
	const struct search *s = o.search;
	cr_assert_eq(s->end, SEARCH_FAIL);
	cr_assert_eq(s->schedules, 100);
	cr_assert(s->exhaustive);
	cr_assert_eq(s->failure_count, 1);
	const struct search_failure *f = &s->failures[0];
	cr_assert_eq(f->kind, KIND_RACE);
	cr_assert_eq(f->schedules, 7);
	cr_assert_str_eq(f->name, "b.race.1.sched");
	cr_assert_eq(f->text_len, 15);
	cr_assert_eq(f->finding.access_count, 1);
	cr_assert_eq(f->finding.accesses[0].op, OP_WRITE);
	cr_assert_eq(f->finding.accesses[0].stack.frames[0].line, 10);
	cr_assert_str_eq(s->outputs[0].text, "done");
	cr_assert_eq(s->outputs[0].schedules, 93);
}

Test(explored, where_a_lock_was_taken_is_a_side_of_a_deadlock_only)
{
	struct observation o =
		collect(report("fail", failure("deadlock", file), failure("race", file)), 1);
	cr_assert(o.valid, "%s", o.error);
	cr_assert_eq(o.search->failure_count, 2);
	cr_assert_eq(o.search->failures[0].finding.access_count, 2);
	cr_assert_eq(o.search->failures[0].finding.accesses[1].stack.frames[0].line, 20);
	cr_assert_eq(o.search->failures[1].finding.access_count, 1);
}

Test(explored, an_outcome_has_its_evidence_and_no_place)
{
	struct observation o = collect(report("fail", failure("wrong-result", file), ""), 1);
	cr_assert(o.valid, "%s", o.error);
	cr_assert_str_eq(o.search->failures[0].evidence, "wrong: 1 lost");
	cr_assert_eq(o.search->failures[0].finding.access_count, 0);
}

Test(explored, what_passed_has_no_failure)
{
	struct observation o = collect(report("pass", "null", ""), 0);
	cr_assert(o.valid, "%s", o.error);
	cr_assert_eq(o.search->end, SEARCH_PASS);
	is_error(collect(report("pass", failure("race", file), ""), 0), "don't agree");
	is_error(collect(report("fail", "null", ""), 1), "don't agree");
}

Test(explored, an_unknown_that_was_not_sampled_says_nothing)
{
	struct observation o = collect(report("unknown", "null", ""), 3);
	is_error(o, "pselect is not modelled");
}

Test(explored, silence_is_no_pass)
{
	is_error(collect(NULL, 0), "no report");
	is_error(collect(NULL, 3), "hazard: no such case");
	is_error(collect(report("pass", "null", ""), 1), "exit code");
	is_error(collect(report("fail", failure("race", file), ""), 0), "exit code");
	struct observation o = {0};
	detect_collect(DET_EXPLORE, &arena, "/none", &(struct detect_ending){.signal = 9}, &o);
	is_error(o, "signal 9");
}

Test(explored, a_failure_without_its_schedule_is_an_error)
{
	is_error(collect(report("fail", failure("race", "null"), ""), 1), "no schedule");
	is_error(collect(report("fail", failure("race", "\"gone.sched\""), ""), 1), "no schedule");
}

Test(explored, a_report_cut_anywhere_is_an_error)
{
	const char *whole = report("fail", failure("race", file), failure("deadlock", file));
	for (size_t n = 0; n < strlen(whole); n++) {
		struct search s;
		cr_assert(explored_read(&arena, "/s", whole, n, &s), "cut at %zu", n);
	}
}

Test(explored, what_is_not_as_it_should_be_is_named)
{
	struct search s;
	static const struct {
		const char *text, *words;
	} bad[] = {
		{"[]", "garbled"},
		{"{}", "malformed"},
		{"{\"verdict\":\"pass\",\"verdict\":\"fail\"}", "garbled"},
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		const char *why = explored_read(&arena, "/s", bad[i].text, strlen(bad[i].text), &s);
		cr_assert(why && strstr(why, bad[i].words), "%s: %s", bad[i].text, why);
	}
	const char *text = report("fail", failure("rase", file), "");
	const char *why = explored_read(&arena, "/s", text, strlen(text), &s);
	cr_assert(strstr(why, "rase"), "%s", why);
}
