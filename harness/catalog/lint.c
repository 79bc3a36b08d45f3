// SPDX-License-Identifier: MIT
#include "lint.h"

#include "arena.h"
#include "catalog.h"
#include "class_page.h"
#include "lint_rules.h"
#include "reading_path.h"

static const struct lint_rule rules[] = {
	{"spdx", "The first line is `// SPDX-License-Identifier: …`.", false, lint_spdx},
	{"title", "The title is `Name: one sentence.`", true, lint_title},
	{"story", "A broken or benign program tells its story.", true, lint_story},
	{"tags", "Every tag that must be there is.", true, lint_required_tags},
	{"detectors",
		"A broken program says of every detector what it sees, or why it is silent, never "
		"both.",
		true, lint_every_detector},
	{"kinds", "A claim is something that its detector can report.", true, lint_kinds},
	{"rates", "The explorer has no rate: it finds, or it does not.", true, lint_rates},
	{"labels", "The labels of a claim are on lines of the program; outcomes have none.", true,
		lint_labels},
	{"same-claim", "Nothing is claimed twice.", true, lint_same_claim},
	{"proof", "At least one detector must see a broken program: none is broken on paper.", true,
		lint_proof},
	{"fixes", "A broken program has a fix; a benign one has nothing to fix.", false,
		lint_fixes},
	{"statement", "A marked statement is one line.", true, lint_statement},
	{"sleep", "Nothing sleeps, but on lines marked `sleep`.", true, lint_sleep},
	{"calls",
		"No alarm(), assert() or abort(): the program says itself whether its run was "
		"right.",
		false, lint_calls},
	{"length", "A case has at most 60 lines of code.", false, lint_length},
	{"columns", "A line has at most 100 columns.", false, lint_columns},
	{"unwritten", "Nothing is left to be written: no line says TODO.", false, lint_unwritten},
	{"tabs", "Code is indented by tabs.", false, lint_tabs},
	{"rounds", "Repetitions are #ifndef ROUNDS, #define ROUNDS n, #endif.", false, lint_rounds},
	{"diff", "A fix changes at most 25 lines, or says why it changes more.", true, lint_diff},
	{"main", "Fix and broken program have the same main().", false, lint_main},
	{"paths", "cases/PATHS names cases that there are, each once.", false, NULL},
	{"page", "The README of a class names its cases, and no others.", false, NULL},
};

enum { RULES = sizeof rules / sizeof *rules };

const struct lint_rule *
lint_rule(size_t i)
{
	return i < RULES ? &rules[i] : NULL;
}

static void
check_program(struct lint *l, const struct lint_program *p)
{
	for (size_t i = 0; i < RULES; i++) {
		bool sound = p->h->sound && (!p->twin || p->twin->h->sound);
		if (rules[i].check && (sound || !rules[i].header)) {
			l->out->rule = rules[i].name;
			rules[i].check(l, p);
		}
	}
	l->out->rule = NULL;
}

void
lint_case(
	const struct catalog_case *c, const bool available[static DET_COUNT], struct problems *out)
{
	struct arena scratch = {0};
	struct lint l = {c, available, &scratch, out};
	size_t count = catalog_programs(c);
	struct lint_program *programs = arena_alloc(&scratch, count, sizeof *programs);
	for (size_t i = 0; i < count; i++) {
		const struct program *p = catalog_program(c, i);
		programs[i].p = p;
		programs[i].h = &c->headers[i];
		programs[i].twin = i ? &programs[0] : NULL;
		csource_init(&programs[i].source, &scratch, p->text, p->text_len);
	}
	for (size_t i = 0; i < count; i++) {
		if (programs[i].h->readable) {
			check_program(&l, &programs[i]);
		}
	}
	arena_free(&scratch);
}

void
lint_rest(const struct catalog *c, struct problems *out)
{
	problems_join(out, &c->problems);
	out->rule = "paths";
	reading_path_read(out->arena, c, out);
	out->rule = "page";
	class_pages_check(c, out);
	out->rule = NULL;
}
