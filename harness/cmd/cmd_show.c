// SPDX-License-Identifier: MIT
#include <getopt.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "catalog.h"
#include "claim_words.h"
#include "cmd.h"
#include "csource.h"
#include "diag.h"
#include "diff.h"
#include "kind_text.h"
#include "selector.h"
#include "strip.h"
#include "text.h"

enum { KEY_FIX = 256, KEY_SOURCE, KEY_STRIP, KEY_NO_PAGER };
enum { INDENT = 2, NAME_COLUMN = 18, CONTEXT = 3, WIDEST = 100 };

static const struct cmd_option options[] = {
	{"fix", "HOW", KEY_FIX, "only this fix: what it does, and the diff to it"},
	{"source", NULL, KEY_SOURCE, "only the source, as it is (with --fix: the fix's)"},
	{"strip", NULL, KEY_STRIP, "only the source, without whatever tells the answer"},
	{"no-pager", NULL, KEY_NO_PAGER, "print it at once, on a terminal too"},
	{0},
};

static const struct cmd_usage usage = {
	.synopsis = "show [OPTION…] CASE",
	.about =
		"Shows one case: its story, its source, what each tool says of it, and the way to "
		"each\n"
		"fix.  CASE is an id (deadlock/lock-order), or a slug where only one class has it.",
	.options = options,
};

struct show {
	const struct testcase *t;
	struct arena *a;
	bool color;
	int width;
	struct buf out;
};

static void
add_heading(struct show *s, const char *text)
{
	buf_adds(&s->out, s->out.len ? "\n" : "");
	cmd_add(&s->out, s->color, CMD_BOLD, text);
	buf_addc(&s->out, '\n');
}

/* "  name      text", the text wrapped beside the name. */
static void
add_field(struct show *s, const char *name, const char *text)
{
	buf_addf(&s->out, "%*s%-*s", INDENT, "", NAME_COLUMN - INDENT, name);
	cmd_wrap(&s->out, text, NAME_COLUMN, NAME_COLUMN, s->width);
}

static void
add_facts(struct show *s)
{
	const struct testcase *t = s->t;
	struct buf line = {0};
	buf_addf(&line, "%s, level %d of 4", t->id, t->level);
	for (size_t i = 0; i < t->cwe_count; i++) {
		buf_addf(&line, ", CWE-%d", t->cwes[i]);
	}
	for (size_t i = 0; i < t->topic_count; i++) {
		buf_addf(&line, "%s%s", i ? " " : ", topic ", t->topics[i]);
	}
	buf_adds(&line,
		t->broken.role == PROGRAM_BENIGN ? ", benign: it looks wrong and is right" : "");
	cmd_wrap(&s->out, buf_str(&line), 0, 0, s->width);
	if (t->origin) {
		buf_adds(&s->out, "After a real bug: ");
		cmd_wrap(&s->out, t->origin, 18, 0, s->width);
	}
	buf_free(&line);
}

static void
add_story(struct show *s)
{
	cmd_add(&s->out, s->color, CMD_BOLD, s->t->title);
	buf_addc(&s->out, '\n');
	add_facts(s);
	buf_addc(&s->out, '\n');
	cmd_add(&s->out, false, CMD_PLAIN, s->t->broken.story);
	buf_addc(&s->out, '\n');
}

static bool
is_marked(const struct program *p, size_t line)
{
	for (size_t i = 0; i < p->place_count; i++) {
		if ((size_t)p->places[i].line == line) {
			return true;
		}
	}
	return false;
}

/* The program after its header, numbered as in the file; `>` in the margin of marked lines. */
static void
add_source(struct show *s, const struct program *p)
{
	struct csource source;
	size_t first, last = 0;
	csource_init(&source, s->a, p->text, p->text_len);
	csource_header(&source, &first, &last);
	for (size_t n = last + 1; n <= source.line_count; n++) {
		struct csource_line l = source.lines[n - 1];
		bool marked = is_marked(p, n);
		buf_addf(&s->out, "%c%4zu", marked ? '>' : ' ', n);
		if (l.len) {
			buf_adds(&s->out, "   "); /* 8 columns in all, so that tabs stay tabs */
			cmd_add(&s->out, s->color, marked ? CMD_YELLOW : CMD_PLAIN,
				arena_strndup(s->a, p->text + l.start, l.len));
		}
		buf_addc(&s->out, '\n');
	}
}

static void
add_detectors(struct show *s, const struct program *p)
{
	for (int d = 0; d < DET_COUNT; d++) {
		struct buf said = {0};
		if (claim_detector_said(&said, p, d)) {
			char *rest = said.data, *line;
			for (int i = 0; (line = strsep(&rest, "\n")) && *line; i++) {
				add_field(s, i ? "" : detector_title(d), line);
			}
		}
		buf_free(&said);
	}
}

/* What the reports that are expected of the program mean, in the words of `hazard explain`. */
static void
add_meanings(struct show *s, const struct program *p)
{
	bool told[KIND_COUNT] = {false}, any = false;
	for (size_t i = 0; i < p->expect_count; i++) {
		enum kind k = p->expects[i].kind;
		if (told[k] || kind_is_outcome(k)) {
			continue;
		}
		if (!any) {
			add_heading(s, "What such a report means");
		}
		told[k] = any = true;
		add_field(s, kind_name(k),
			arena_printf(s->a, "%s %s", kind_text(k)->about, kind_text(k)->harm));
	}
}

static void
add_hints(struct show *s)
{
	if (s->t->hint_count) {
		add_heading(s, "Questions");
	}
	for (size_t i = 0; i < s->t->hint_count; i++) {
		buf_addf(&s->out, "%*s", INDENT, "");
		cmd_wrap(&s->out, s->t->hints[i], INDENT, INDENT, s->width);
	}
}

static void
add_hunk(struct show *s, const struct diff *d, const struct diff_hunk *h)
{
	static const struct {
		char mark;
		enum cmd_paint paint;
	} look[] = {[DIFF_SAME] = {' ', CMD_PLAIN},
		[DIFF_REMOVED] = {'-', CMD_RED},
		[DIFF_ADDED] = {'+', CMD_GREEN}};
	cmd_add(&s->out, s->color, CMD_CYAN,
		arena_printf(s->a, "@@ -%d,%d +%d,%d @@", h->old_first, h->old_count, h->new_first,
			h->new_count));
	buf_addc(&s->out, '\n');
	for (size_t i = h->first; i < h->first + h->count; i++) {
		const struct diff_step *step = &d->steps[i];
		const char *text = arena_strndup(s->a, step->line->s, step->line->len);
		cmd_add(&s->out, s->color, look[step->op].paint,
			arena_printf(s->a, "%c%s", look[step->op].mark, text));
		buf_addc(&s->out, '\n');
	}
}

static void
add_diff(struct show *s, const struct program *fix)
{
	struct csource old, new;
	csource_init(&old, s->a, s->t->broken.text, s->t->broken.text_len);
	csource_init(&new, s->a, fix->text, fix->text_len);
	struct diff d = diff_lines(s->a, diff_reading(s->a, &old), diff_reading(s->a, &new));
	size_t count;
	struct diff_hunk *hunks = diff_hunks(s->a, &d, CONTEXT, &count);
	buf_addf(&s->out, "\n--- %s\n+++ %s\n", s->t->broken.file, fix->file);
	for (size_t i = 0; i < count; i++) {
		add_hunk(s, &d, &hunks[i]);
	}
}

static void
add_fix(struct show *s, const struct program *fix)
{
	add_heading(s, arena_printf(s->a, "Fix `%s` of %s", fix->how, s->t->id));
	const struct {
		const char *name, *text;
	} fields[] = {{"what", fix->fix_how}, {"why it is right", fix->why},
		{"what it costs", fix->cost}};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		if (fields[i].text) {
			add_field(s, fields[i].name, fields[i].text);
		}
	}
	add_detectors(s, fix);
	add_diff(s, fix);
}

static void
add_all(struct show *s)
{
	const struct testcase *t = s->t;
	add_story(s);
	add_heading(s, arena_printf(s->a, "The program, %s", t->broken.file));
	add_source(s, &t->broken);
	add_heading(s, "What each tool says of it");
	add_detectors(s, &t->broken);
	add_meanings(s, &t->broken);
	add_hints(s);
	for (size_t i = 0; i < t->fix_count; i++) {
		add_fix(s, &t->fixes[i]);
	}
}

/* The fix of that name, or NULL, which has been said. */
static const struct program *
find_fix(struct show *s, const char *how)
{
	const char **names = arena_alloc(s->a, s->t->fix_count + 1, sizeof *names);
	for (size_t i = 0; i < s->t->fix_count; i++) {
		names[i] = s->t->fixes[i].how;
		if (strcmp(names[i], how) == 0) {
			return &s->t->fixes[i];
		}
	}
	diag("%s has no fix `%s`; %s", s->t->id, how, problem_help(s->a, how, names));
	return NULL;
}

struct choice {
	const char *fix;
	bool source, strip, no_pager;
};

static int
show(struct show *s, const struct choice *choice)
{
	const struct program *fix = choice->fix ? find_fix(s, choice->fix) : NULL;
	const struct program *p = fix ? fix : &s->t->broken;
	if (choice->fix && !fix) {
		return EXIT_HAZARD_USAGE;
	}
	if (choice->strip) {
		strip_copy(&s->out, p->text, p->text_len);
		return cmd_write(&s->out);
	}
	if (choice->source) {
		buf_add(&s->out, p->text, p->text_len);
		return cmd_write(&s->out);
	}
	if (fix) {
		add_fix(s, fix);
	} else {
		add_all(s);
	}
	text_no_commands(&s->out, 0);
	return cmd_page(&s->out, !choice->no_pager);
}

/* The one case that `word` selects, or NULL, which has been said. */
static const struct catalog_case *
find_case(struct arena *a, const struct catalog *c, const char *word)
{
	struct selection selected;
	const char *error;
	if (!selector_select(a, c, &word, 1, &selected, &error)) {
		diag("%s", error);
		return NULL;
	}
	if (selected.count > 1) {
		diag("`%s` is %zu cases; show one, for example %s", word, selected.count,
			selected.cases[0]->testcase.id);
		return NULL;
	}
	return selected.cases[0];
}

static int
show_word(const struct catalog *c, const struct cmd_common *common, const struct choice *choice,
	const char *word)
{
	struct arena a = {0};
	const struct catalog_case *found = find_case(&a, c, word);
	int result = EXIT_HAZARD_USAGE, width = cmd_width();
	if (found) {
		for (size_t i = 0; i < found->problems.count; i++) {
			const struct problem *p = &found->problems.items[i];
			diag_at(p->file, p->line, "%s", p->text);
		}
		struct show s = {&found->testcase, &a, cmd_use_color(common, stdout),
			width < WIDEST ? width : WIDEST, {0}};
		result = show(&s, choice);
		result = result == EXIT_HAZARD_OK && found->malformed ? EXIT_HAZARD_FINDINGS
								      : result;
		buf_free(&s.out);
	}
	arena_free(&a);
	return result;
}

int
cmd_show(int argc, char **argv)
{
	struct cmd_common common = {0};
	struct choice choice = {0};
	const char *value;
	int key;
	optind = 0;
	while ((key = cmd_option(argc, argv, &usage, &common, &value)) != CMD_END) {
		if (key == CMD_BAD) {
			return EXIT_HAZARD_USAGE;
		}
		choice.fix = key == KEY_FIX ? value : choice.fix;
		choice.source |= key == KEY_SOURCE;
		choice.strip |= key == KEY_STRIP;
		choice.no_pager |= key == KEY_NO_PAGER;
	}
	if (common.help) {
		cmd_help(&usage, stdout);
		return EXIT_HAZARD_OK;
	}
	if (argc - optind != 1) {
		diag(argc == optind ? "show which case?  `hazard list` shows them all"
				    : "show one case at a time");
		return EXIT_HAZARD_USAGE;
	}
	struct catalog c;
	int result = EXIT_HAZARD_TOOL;
	if (cmd_catalog_read(&common, &c)) {
		result = show_word(&c, &common, &choice, argv[optind]);
	}
	catalog_free(&c);
	return result;
}
