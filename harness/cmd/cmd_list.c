// SPDX-License-Identifier: MIT
#include <getopt.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "catalog.h"
#include "cmd.h"
#include "diag.h"
#include "fs.h"
#include "json.h"
#include "reading_path.h"
#include "selector.h"
#include "text.h"

enum { KEY_PATH = 256, KEY_TOPIC, KEY_FORMAT };

static const struct cmd_option options[] = {
	{"path", "NAME", KEY_PATH, "the cases of a reading path, in its order: first"},
	{"topic", "TN", KEY_TOPIC, "only those with that topic, T0 to T4"},
	{"format", "FORMAT", KEY_FORMAT, "table (default), json or ids"},
	{0},
};

static const struct cmd_usage usage = {
	.synopsis = "list [OPTION…] [SELECTOR…]",
	.about = "Lists the cases of the catalogue: all, or the selected ones.  A SELECTOR is a "
		 "class\n"
		 "(deadlock), an id (deadlock/lock-order), a slug (lock-order), a glob "
		 "('queue/*'),\n"
		 "level:1-2, cwe:366 or topic:T3; several select what any of them does.",
	.options = options,
};

/* What a detector makes of a case, as one mark. */
enum mark { MARK_NONE, MARK_SEES, MARK_MAY, MARK_BLIND, MARK_UNABLE, MARK_ALARM, MARKS };

static const struct {
	char mark;
	const char *json, *legend;
	enum cmd_paint paint;
} marks[MARKS] = {
	[MARK_NONE] = {'.', "nothing-said", NULL, CMD_PLAIN},
	[MARK_SEES] = {'+', "sees", "sees it", CMD_GREEN},
	[MARK_MAY] = {'~', "may", "now and then", CMD_YELLOW},
	[MARK_BLIND] = {'-', "blind", "blind to it", CMD_RED},
	[MARK_UNABLE] = {'!', "unable", "breaks on it", CMD_RED},
	[MARK_ALARM] = {'f', "false-alarm", "false alarm", CMD_YELLOW},
};

/* As the columns are headed. */
static const char detector_letters[] = {
	[DET_TSAN] = 't',
	[DET_HELGRIND] = 'h',
	[DET_DRD] = 'd',
	[DET_NATIVE] = 'n',
	[DET_EXPLORE] = 'x',
};

static enum mark
mark_of(const struct program *p, enum detector d)
{
	const struct silence *silence = program_silence(p, d);
	enum mark mark = !silence ? MARK_NONE : silence->unable ? MARK_UNABLE : MARK_BLIND;
	for (size_t i = 0; i < p->alarm_count; i++) {
		mark = p->alarms[i].detector == d ? MARK_ALARM : mark;
	}
	for (size_t i = 0; i < p->expect_count; i++) {
		if (p->expects[i].detector == d && !p->expects[i].quant.may) {
			return MARK_SEES;
		}
		mark = p->expects[i].detector == d ? MARK_MAY : mark;
	}
	return mark;
}

struct list {
	const struct catalog *catalog;
	struct arena *a;
	bool color, paths; /* paths: the order is a reading path's, so there are no groups */
	int width;
	const char *topic; /* NULL: none was asked for */
	struct buf out;
};

/* The title's sentence alone, as much of it as there is room for. */
static void
add_sentence(struct list *l, const struct catalog_case *c, int room)
{
	const char *colon = strstr(c->testcase.title, ": ");
	const char *text = c->malformed ? "malformed: `hazard lint` says why"
			   : colon      ? colon + 2
					: c->testcase.title;
	struct buf safe = {0};
	text_terminal(&safe, text, strlen(text), false);
	bool cut = (int)text_width(buf_str(&safe)) > room;
	int left = cut ? room - 1 : room;
	for (const char *s = buf_str(&safe); *s && left > 0; left--) {
		size_t n = text_utf8(s, strlen(s));
		buf_add(&l->out, s, n);
		s += n;
	}
	buf_adds(&l->out, cut && room > 0 ? "…" : "");
	buf_free(&safe);
}

static void
add_marks(struct list *l, const struct catalog_case *c)
{
	for (int d = 0; d < DET_COUNT; d++) {
		enum mark mark = mark_of(&c->testcase.broken, d);
		char text[2] = {marks[mark].mark, '\0'};
		buf_addc(&l->out, ' ');
		cmd_add(&l->out, l->color, marks[mark].paint, text);
	}
}

/* "  name            1  t h d n x  2  sentence" */
static void
add_row(struct list *l, const struct catalog_case *c, int names)
{
	const struct testcase *t = &c->testcase;
	const char *name = l->paths ? t->id : t->slug;
	int indent = l->paths ? 0 : 2;
	buf_addf(&l->out, "%*s%-*s  ", indent, "", names, name);
	buf_addf(&l->out, t->level ? "%3d " : "  ? ", t->level);
	add_marks(l, c);
	buf_addf(&l->out, "  %5zu  ", t->fix_count);
	add_sentence(l, c, l->width - indent - names - 2 - 4 - 2 * DET_COUNT - 9);
	buf_addc(&l->out, '\n');
}

static void
add_head(struct list *l, int names)
{
	buf_addf(&l->out, "%-*s  lvl ", names + (l->paths ? 0 : 2), "case");
	for (int d = 0; d < DET_COUNT; d++) {
		buf_addf(&l->out, " %c", detector_letters[d]);
	}
	buf_adds(&l->out, "  fixes  what goes wrong\n");
}

static void
add_legend(struct list *l, const struct selection *s)
{
	buf_addf(&l->out, "\n%zu case%s.  ", s->count, s->count == 1 ? "" : "s");
	buf_adds(&l->out, "t ThreadSanitizer, h Helgrind, d DRD, n a plain run, x explorer:\n");
	for (int m = 0, some = 0; m < MARKS; m++) {
		if (marks[m].legend) {
			char text[2] = {marks[m].mark, '\0'};
			buf_adds(&l->out, some++ ? ", " : "");
			cmd_add(&l->out, l->color, marks[m].paint, text);
			buf_addf(&l->out, " %s", marks[m].legend);
		}
	}
	buf_adds(&l->out, ", . nothing said\n");
	const char *page = fs_join(l->a, l->catalog->root, "cases/README.md");
	if (l->topic && fs_exists(page)) {
		buf_adds(&l->out, "The right programs to copy, topic by topic: ");
		cmd_add(&l->out, l->color, CMD_PLAIN, page);
		buf_addc(&l->out, '\n');
	}
}

static void
add_table(struct list *l, const struct selection *s)
{
	int names = 4;
	for (size_t i = 0; i < s->count; i++) {
		const struct testcase *t = &s->cases[i]->testcase;
		int len = (int)strlen(l->paths ? t->id : t->slug);
		names = len > names ? len : names;
	}
	add_head(l, names);
	for (size_t i = 0; i < s->count; i++) {
		const char *class = s->cases[i]->testcase.class;
		if (!l->paths && (i == 0 || strcmp(class, s->cases[i - 1]->testcase.class) != 0)) {
			cmd_add(&l->out, l->color, CMD_BOLD, arena_printf(l->a, "%s/", class));
			buf_addc(&l->out, '\n');
		}
		add_row(l, s->cases[i], names);
	}
	add_legend(l, s);
}

static void
add_ids(struct list *l, const struct selection *s)
{
	for (size_t i = 0; i < s->count; i++) {
		buf_addf(&l->out, "%s\n", s->cases[i]->testcase.id);
	}
}

static void
add_json_case(struct json *j, const struct catalog_case *c)
{
	const struct testcase *t = &c->testcase;
	jsonw_object(j);
	jsonw_key(j, "id"), jsonw_string(j, t->id);
	jsonw_key(j, "class"), jsonw_string(j, t->class);
	jsonw_key(j, "title"), jsonw_string(j, t->title);
	jsonw_key(j, "benign"), jsonw_bool(j, t->broken.role == PROGRAM_BENIGN);
	jsonw_key(j, "malformed"), jsonw_bool(j, c->malformed);
	jsonw_key(j, "level"), t->level ? jsonw_int(j, t->level) : jsonw_null(j);
	jsonw_key(j, "cwes"), jsonw_array(j);
	for (size_t i = 0; i < t->cwe_count; i++) {
		jsonw_int(j, t->cwes[i]);
	}
	jsonw_end(j);
	jsonw_key(j, "topics"), jsonw_array(j);
	for (size_t i = 0; i < t->topic_count; i++) {
		jsonw_string(j, t->topics[i]);
	}
	jsonw_end(j);
	jsonw_key(j, "origin"), jsonw_string(j, t->origin);
	jsonw_key(j, "file"), jsonw_string(j, t->broken.file);
	jsonw_key(j, "detectors"), jsonw_object(j);
	for (int d = 0; d < DET_COUNT; d++) {
		jsonw_key(j, detector_name(d)), jsonw_string(j, marks[mark_of(&t->broken, d)].json);
	}
	jsonw_end(j);
	jsonw_key(j, "fixes"), jsonw_array(j);
	for (size_t i = 0; i < t->fix_count; i++) {
		jsonw_object(j);
		jsonw_key(j, "how"), jsonw_string(j, t->fixes[i].how);
		jsonw_key(j, "file"), jsonw_string(j, t->fixes[i].file);
		jsonw_end(j);
	}
	jsonw_end(j);
	jsonw_end(j);
}

static void
add_json(struct list *l, const struct selection *s)
{
	struct json j;
	jsonw_init(&j, &l->out);
	jsonw_object(&j);
	jsonw_key(&j, "version"), jsonw_int(&j, 1);
	jsonw_key(&j, "cases"), jsonw_array(&j);
	for (size_t i = 0; i < s->count; i++) {
		add_json_case(&j, s->cases[i]);
	}
	jsonw_end(&j);
	jsonw_end(&j);
}

/* A new format is a row here and its name below. */
static void (*const formats[])(struct list *l, const struct selection *s) = {
	add_table, add_json, add_ids};
static const char *const format_names[] = {"table", "json", "ids", NULL};

/* Keeps, of the selected ones, those of the path, in its order.  False: there is no such path. */
static bool
follow_path(struct list *l, const char *name, struct selection *s)
{
	struct problems ignored = {.arena = l->a};
	struct reading_paths paths = reading_path_read(l->a, l->catalog, &ignored);
	const struct reading_path *path = reading_path_find(&paths, name);
	if (!path) {
		diag("no reading path `%s` in %s; %s", name, READING_PATH_FILE,
			problem_help(l->a, name, reading_path_names(l->a, &paths)));
		return false;
	}
	struct selection in_order = {.cases = arena_alloc(l->a, path->count + 1, sizeof *s->cases)};
	for (size_t i = 0; i < path->count; i++) {
		for (size_t j = 0; j < s->count; j++) {
			if (strcmp(s->cases[j]->testcase.id, path->ids[i]) == 0) {
				in_order.cases[in_order.count++] = s->cases[j];
			}
		}
	}
	*s = in_order;
	return true;
}

/* Keeps those that have the topic. */
static bool
keep_topic(struct list *l, const char *topic, struct selection *s)
{
	l->topic = topic;
	const char *selector = arena_printf(l->a, "topic:%s", topic), *error;
	struct selection with;
	if (!selector_select(l->a, l->catalog, &selector, 1, &with, &error)) {
		diag("--topic: %s", error);
		return false;
	}
	size_t count = 0;
	for (size_t i = 0; i < s->count; i++) {
		for (size_t j = 0; j < with.count; j++) {
			if (s->cases[i] == with.cases[j]) {
				s->cases[count++] = s->cases[i];
				break;
			}
		}
	}
	s->count = count;
	return true;
}

struct choice {
	const char *path, *topic;
	int format;
};

static int
list(struct list *l, const struct choice *choice, char **selectors, size_t count)
{
	struct selection s;
	const char *error;
	if (!selector_select(l->a, l->catalog, (const char *const *)selectors, count, &s, &error)) {
		diag("%s", error);
		return EXIT_HAZARD_USAGE;
	}
	if ((choice->topic && !keep_topic(l, choice->topic, &s)) ||
		(choice->path && !follow_path(l, choice->path, &s))) {
		return EXIT_HAZARD_USAGE;
	}
	if (l->catalog->malformed) {
		diag("%zu of %zu cases %s malformed; `hazard lint` says why", l->catalog->malformed,
			l->catalog->count, l->catalog->malformed == 1 ? "is" : "are");
	}
	if (!s.count) {
		diag(l->catalog->count ? "no case is all of that"
				       : "the catalogue has no cases yet");
		return EXIT_HAZARD_NOTHING;
	}
	formats[choice->format](l, &s);
	return cmd_write(&l->out);
}

int
cmd_list(int argc, char **argv)
{
	struct cmd_common common = {0};
	struct choice choice = {0};
	const char *value;
	int key;
	optind = 0;
	while ((key = cmd_option(argc, argv, &usage, &common, &value)) != CMD_END) {
		choice.path = key == KEY_PATH ? value : choice.path;
		choice.topic = key == KEY_TOPIC ? value : choice.topic;
		choice.format = key == KEY_FORMAT ? cmd_choice("format", value, format_names)
						  : choice.format;
		if (key == CMD_BAD || choice.format < 0) {
			return EXIT_HAZARD_USAGE;
		}
	}
	if (common.help) {
		cmd_help(&usage, stdout);
		return EXIT_HAZARD_OK;
	}
	struct arena a = {0};
	struct catalog c;
	int result = EXIT_HAZARD_TOOL;
	if (cmd_catalog_read(&common, &c)) {
		struct list l = {&c, &a, cmd_use_color(&common, stdout), choice.path != NULL,
			cmd_width(), NULL, {0}};
		result = list(&l, &choice, argv + optind, (size_t)(argc - optind));
		buf_free(&l.out);
	}
	catalog_free(&c);
	arena_free(&a);
	return result;
}
