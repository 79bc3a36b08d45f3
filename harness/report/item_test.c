// SPDX-License-Identifier: MIT
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "item.h"
#include "item_fixture.h"
#include "report_fixture.h"
#include "text.h"

static struct arena memory;

/* A race of two sides in one program, seen by ThreadSanitizer, as a result. */
struct race {
	struct frame frames[2][2];
	struct access sides[2];
	struct birth births[1];
	struct finding finding;
	struct sighting sighting;
	struct program program;
	struct testcase testcase;
	struct claim claim;
	struct place places[2];
	const char *labels[1];
	struct program_verdict verdict;
	struct case_verdict whole;
	struct result result;
};

static void
make_side(struct race *r, int i, const char *file, int line, const char *thread)
{
	r->frames[i][0] = (struct frame){"pthread_mutex_lock", "./nptl/./nptl/lock.c", 9, 0, NULL};
	r->frames[i][1] = (struct frame){"serve", file, line, 3, "/tmp/x/prog"};
	r->sides[i] = (struct access){.op = i ? OP_READ : OP_WRITE,
		.size = 4,
		.thread = thread,
		.words = i ? "Previous read" : "Write",
		.stack = {r->frames[i], 2}};
}

static void
make_race(struct race *r, const char *file, int first, int second)
{
	*r = (struct race){0};
	r->labels[0] = "hits";
	r->places[0] = (struct place){.line = first, .label = "hits"};
	r->places[1] = (struct place){.line = second, .label = "hits"};
	r->claim = (struct claim){.detector = DET_TSAN,
		.kind = KIND_RACE,
		.labels = r->labels,
		.label_count = 1,
		.line = 9};
	r->program = (struct program){.file = file,
		.expects = &r->claim,
		.expect_count = 1,
		.places = r->places,
		.place_count = 2};
	r->testcase =
		(struct testcase){.id = "data-race/hits", .class = "data-race", .slug = "hits"};
	make_side(r, 0, arena_printf(&memory, "/root/%s", file), first, "T1");
	make_side(r, 1, arena_printf(&memory, "/root/%s", file), second, "T2");
	r->finding = (struct finding){.kind = KIND_RACE,
		.accesses = r->sides,
		.access_count = 2,
		.fingerprint = "1:00112233445566778899aabbccddeeff"};
	finding_locate(&r->finding, file);
	r->sighting = (struct sighting){.finding = &r->finding, .kind = KIND_RACE, .runs = 1};
	r->verdict.program = &r->program;
	r->verdict.detectors[DET_TSAN] = (struct detector_verdict){.asked = true,
		.verdict = VERDICT_FAIL,
		.reason = REASON_UNEXPECTED,
		.sentence = "unexpected",
		.sightings = &r->sighting,
		.sighting_count = 1};
	r->whole = (struct case_verdict){
		.testcase = &r->testcase, .programs = &r->verdict, .program_count = 1};
	r->result = (struct result){.root = "/root", .cases = &r->whole, .case_count = 1};
}

static struct item
only_item(const struct race *r)
{
	struct items items = items_of_result(&memory, &r->result);
	cr_assert_eq(items.count, 1);
	return items.items[0];
}

static void
swap_sides(struct race *r)
{
	struct access first = r->sides[0];
	r->sides[0] = r->sides[1];
	r->sides[1] = first;
}

Test(items, both_sides_are_told_and_placed)
{
	struct race r;
	make_race(&r, "cases/data-race/hits.c", 12, 10);
	struct item item = only_item(&r);
	cr_assert_eq(item.level, ITEM_ERROR);
	cr_assert_str_eq(item.rule, "race");
	cr_assert_str_eq(item.file, "cases/data-race/hits.c");
	cr_assert(item.line == 10 && item.column == 3);
	cr_assert(item.side == 1 && item.other_side == 0);
	cr_assert_str_eq(item.message,
		"Data race: read of 4 bytes by T2 at cases/data-race/hits.c:10 in serve, and "
		"nothing orders it "
		"with the write of 4 bytes by T1 at cases/data-race/hits.c:12 in serve "
		"(data-race/hits, the broken "
		"program)");
	cr_assert_null(item.stated);
}

Test(items, what_is_stated_is_a_note_with_its_line)
{
	struct race r;
	make_race(&r, "cases/data-race/hits.c", 12, 10);
	r.sighting.claimed = true;
	r.verdict.detectors[DET_TSAN].verdict = VERDICT_PASS;
	struct item item = only_item(&r);
	cr_assert_eq(item.level, ITEM_NOTE);
	cr_assert_str_eq(item.stated, "cases/data-race/hits.c:9: @expect tsan race(hits)");
}

Test(items, an_id_does_not_depend_on_who_was_first_nor_on_lines_nor_on_the_folder)
{
	struct race r;
	char id[FINGERPRINT_LEN];
	make_race(&r, "cases/data-race/hits.c", 12, 10);
	struct item before = only_item(&r);
	snprintf(id, sizeof id, "%s", before.id);
	swap_sides(&r);
	struct item swapped = only_item(&r);
	cr_assert_str_eq(swapped.id, id);
	cr_assert(swapped.line == before.line, "the alert moves with the order of the sides");
	make_race(&r, "cases/data-race/hits.c", 32, 30);
	cr_assert_str_eq(only_item(&r).id, id);
	make_race(&r, "cases/races/hits.c", 12, 10);
	cr_assert_str_eq(only_item(&r).id, id);
	/* But on the bug, and on the program. */
	r.finding.fingerprint[5] = 'x';
	cr_assert_str_neq(only_item(&r).id, id);
	make_race(&r, "cases/data-race/misses.c", 12, 10);
	cr_assert_str_neq(only_item(&r).id, id);
}

Test(items, one_program_in_two_folders_has_two_ids)
{
	struct race a, b;
	make_race(&a, "cases/data-race/hits.c", 12, 10);
	make_race(&b, "cases/atomicity/hits.c", 12, 10);
	struct case_verdict both[] = {a.whole, b.whole};
	a.result.cases = both;
	a.result.case_count = 2;
	struct items items = items_of_result(&memory, &a.result);
	cr_assert_eq(items.count, 2);
	cr_assert_str_neq(items.items[0].id, items.items[1].id);
	cr_assert_eq(strlen(items.items[1].id), strlen(items.items[0].id));
}

Test(items, failures_come_first_and_what_broke_is_said_to_have)
{
	struct items items = items_of_result(&memory, fixture_result());
	size_t broke = 0, counts[ITEM_LEVELS] = {0};
	for (size_t i = 0; i < items.count; i++) {
		const struct item *item = &items.items[i];
		cr_assert(!i || items.items[i - 1].level >= item->level);
		cr_assert((item->stated != NULL) == (item->level == ITEM_NOTE));
		cr_assert_eq(strlen(item->id), 34);
		broke += item->broke;
		counts[item->level]++;
	}
	cr_assert(counts[ITEM_ERROR] == 4 && counts[ITEM_WARNING] == 2 && broke == 1);
	cr_assert(counts[ITEM_NOTE] > 4);
	cr_assert(items.analysed[DET_TSAN] && !items.analysed[DET_EXPLORE]);
}

Test(items, a_detector_that_looked_at_nothing_is_not_silent_but_absent)
{
	struct race r;
	make_race(&r, "cases/data-race/hits.c", 12, 10);
	struct detector_verdict *v = &r.verdict.detectors[DET_TSAN];
	*v = (struct detector_verdict){.asked = true,
		.verdict = VERDICT_SKIP,
		.reason = REASON_TOOL,
		.sentence = "no clang"};
	struct items items = items_of_result(&memory, &r.result);
	cr_assert(items.count == 0 && !items.analysed[DET_TSAN]);
	v->verdict = VERDICT_PASS;
	cr_assert(items_of_result(&memory, &r.result).analysed[DET_TSAN]);
}

Test(items, of_explained_reports)
{
	struct items items = items_of_explanations(
		&memory, fixture_explanations(fixture_result()), "1", "/srv/hazard");
	cr_assert_gt(items.count, 4);
	for (size_t i = 0; i < items.count; i++) {
		const struct item *item = &items.items[i];
		cr_assert_eq(item->level, ITEM_ERROR);
		cr_assert(item_is_local(item->file), "%s", item->file);
		cr_assert(text_starts(item->message,
			"Data race on `hits`: two writes that nothing orders: T1 writes"));
		cr_assert_not_null(strstr(item->message, "; T2 writes `balance`"));
		for (size_t k = 0; k < i; k++) {
			cr_assert_str_neq(items.items[k].id, item->id);
		}
	}
}

Test(items, without_any_place_there_is_still_the_binary)
{
	struct frame frame = {.function = "f", .module = "/opt/prog"};
	struct access side = {.op = OP_WRITE, .stack = {&frame, 1}};
	struct finding f = {.kind = KIND_RACE, .accesses = &side, .access_count = 1};
	struct explanation e = {.finding = &f, .title = "Data race"};
	struct explanations all = {.items = &e, .count = 1};
	struct items items = items_of_explanations(&memory, &all, NULL, "/opt");
	cr_assert_str_eq(items.items[0].file, "prog");
	cr_assert_eq(items.items[0].line, 1);
}

Test(items, the_order_of_telling_does_not_contradict_the_report)
{
	static const struct {
		size_t count;
		const char *words[4];
		size_t order[4];
	} reports[] = {
		{2, {"Write of size 8", "Previous write of size 8"}, {1, 0}},
		{2, {"Possible data race during read", "This conflicts with a previous write"},
			{1, 0}},
		{1, {"Conflicting load by thread 2"}, {0}},
		{4,
			{"Mutex M1 acquired here while holding mutex M0",
				"Mutex M0 previously acquired",
				"Mutex M0 acquired here while holding mutex M1",
				"Mutex M1 previously acquired"},
			{1, 0, 3, 2}},
		{3,
			{"Thread #3: lock order violated",
				"Required order was established by acquisition",
				"followed by a later acquisition"},
			{1, 2, 0}},
		{2, {NULL, NULL}, {0, 1}},
	};
	for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
		struct access sides[4] = {{0}};
		struct finding f = {.accesses = sides, .access_count = reports[i].count};
		size_t order[4];
		for (size_t k = 0; k < f.access_count; k++) {
			sides[k].words = reports[i].words[k];
		}
		item_order(&f, order);
		for (size_t k = 0; k < f.access_count; k++) {
			cr_expect_eq(order[k], reports[i].order[k], "report %zu, place %zu", i, k);
		}
	}
}

Test(items, paths_are_of_the_root_or_of_a_library)
{
	struct items items = {.root = "/home/me/work/"};
	struct item item = {0};
	static const char *const paths[][2] = {{"/home/me/work/src/a.c", "src/a.c"},
		{"./a.c", "a.c"}, {"src/a.c", "src/a.c"},
		{"/home/me/work/build/../src/./b.c", "src/b.c"},
		{"/usr/include/x.h", "/usr/include/x.h"},
		{"/home/me/workshop/a.c", "/home/me/workshop/a.c"},
		{"./nptl/./nptl/pthread_create.c", "./nptl/./nptl/pthread_create.c"},
		{"./misc/../sysdeps/clone.S", "./misc/../sysdeps/clone.S"}};
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		const char *path = item_path(&memory, &items, &item, paths[i][0]);
		cr_expect_str_eq(path, paths[i][1]);
		cr_expect_eq(item_is_local(path), i < 4, "%s", path);
	}
}

Test(items, a_place_in_glibc_is_none)
{
	struct race r;
	make_race(&r, "cases/data-race/hits.c", 12, 10);
	r.finding.access_count = 1;
	r.sides[0].site_line = 0;
	struct item item = only_item(&r);
	cr_assert(item.line == 12 && item_frame(&item, 0) == &r.frames[0][1]);
	r.sides[0].stack.count = 1;
	item = only_item(&r);
	cr_assert_str_eq(item.file, "cases/data-race/hits.c");
	cr_assert(item.line == 1 && !item_frame(&item, 0));
}

Test(item_text, is_one_line_of_whole_characters)
{
	cr_assert_str_eq(item_text(&memory, NULL, 9), "");
	cr_assert_str_eq(item_text(&memory, "a\tb\n\033[1m", 99), "a b\\x0A\\x1B[1m");
	cr_assert_str_eq(item_text(&memory, "12345", 5), "12345");
	cr_assert_str_eq(item_text(&memory, "123456", 5), "12345 …");
	cr_assert_str_eq(item_text(&memory, "1234é", 5), "1234 …");
	cr_assert_str_eq(item_text(&memory, "a\xFF", 9), "a\\xFF");
	cr_assert_str_eq(item_text(&memory, "a\xE2\x80\xAE\xEF\xBF\xBF\xD8\x9C z", 99),
		"a\\u202E\\uFFFF\\u061C z");
	cr_assert_str_eq(item_text(&memory, "€", 99), "€");
	char *noise = memset(arena_alloc(&memory, 5001, 1), '\xFE', 5000);
	cr_assert_leq(strlen(item_text(&memory, noise, 100)), 100 + strlen(" …"));
}
