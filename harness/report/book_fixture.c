// SPDX-License-Identifier: MIT
#include "book_fixture.h"

#include <stdint.h>

#include "arena.h"
#include "explanation.h"
#include "report_fixture.h"
#include "score.h"
#include "search.h"
#include "verdict.h"

/* Each test is a process of its own, which gives everything back when it ends. */
static struct arena memory;

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

struct book
book_fixture_small(void)
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

struct book
book_fixture_hostile(const char *text, size_t len)
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
