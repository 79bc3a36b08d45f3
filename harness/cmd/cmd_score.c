// SPDX-License-Identifier: MIT
#include <getopt.h>
#include <jansson.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "cmd.h"
#include "diag.h"
#include "fs.h"
#include "json.h"
#include "report.h"
#include "report_score.h"
#include "score.h"
#include "screen.h"

enum { KEY_FORMAT = 256, MOST_BYTES = 1 << 30 };

static const struct cmd_option options[] = {
	{"format", "NAME", KEY_FORMAT, "term (default), csv or json"},
	{0},
};

static const struct cmd_usage usage = {
	.synopsis = "score [OPTION…] [RESULTS.JSON]",
	.about = "The detectors' score card of the last `hazard run`, or of the results.json "
		 "named: precision, recall "
		 "and F1\nby program, by marked line, and by line and access.  reports/README.md "
		 "has the rules.\n"
		 "Exit code 0: there is one, 3: no such results, 77: nothing was scored.",
	.options = options,
};

/* The last run's, by where `hazard run` puts them. */
static const char *
last_results(struct arena *a)
{
	const char *own = fs_join(a, HAZARD_SOURCE_ROOT, "reports/out/results.json");
	return fs_exists("hazard-report/results.json") ? "hazard-report/results.json" : own;
}

static bool
get_int(const json_t *object, const char *key, int *out)
{
	const json_t *value = json_object_get(object, key);
	*out = json_is_integer(value) ? (int)json_integer_value(value) : 0;
	return json_is_integer(value) && *out >= 0;
}

static bool
read_score(struct arena *a, const json_t *object, struct score *s)
{
	const char *name = json_string_value(json_object_get(object, "name"));
	bool ok = name && get_int(object, "broken", &s->broken) &&
		  get_int(object, "right", &s->right);
	for (int l = 0; ok && l < SCORE_LEVELS; l++) {
		const json_t *level =
			json_object_get(object, score_level_name((enum score_level)l));
		struct score_counts *c = &s->counts[l];
		if (l && json_is_null(level)) {
			s->names_no_line = true;
			continue;
		}
		ok = get_int(level, "true_positive", &c->true_positive) &&
		     get_int(level, "false_positive", &c->false_positive) &&
		     get_int(level, "false_negative", &c->false_negative);
	}
	s->name = ok ? arena_strdup(a, name) : "";
	return ok;
}

/* The exit code; said where not OK. */
static int
read_scores(struct arena *a, const char *path, struct score **scores, size_t *count)
{
	struct buf text = {0};
	json_error_t error;
	const json_t *item;
	size_t i;
	if (!fs_exists(path)) {
		diag("no %s; `hazard run` writes it", path);
		return EXIT_HAZARD_TOOL;
	}
	if (!fs_read(path, MOST_BYTES, &text)) {
		buf_free(&text);
		return EXIT_HAZARD_TOOL;
	}
	json_t *results = json_loadb(buf_str(&text), text.len, JSON_REJECT_DUPLICATES, &error);
	const json_t *list = json_object_get(results, "scores");
	int code = json_is_array(list) ? EXIT_HAZARD_OK : EXIT_HAZARD_TOOL;
	buf_free(&text);
	if (!results) {
		diag_at(path, error.line, "no JSON: %s", error.text);
	} else if (code) {
		diag("%s: no score card in it; are these results of `hazard run`?", path);
	}
	json_array_foreach(list, i, item)
	{
		if (!read_score(a, item, ARENA_PUSH(a, *scores, *count)) && !code) {
			diag("%s: its score card is malformed", path);
			code = EXIT_HAZARD_TOOL;
		}
	}
	json_decref(results);
	return code;
}

static void
print(struct buf *out, const struct cmd_common *common, int format, const struct score *scores,
	size_t count)
{
	struct report_options how = {.color = cmd_use_color(common, stdout), .width = cmd_width()};
	struct screen screen;
	struct json j;
	setlocale(LC_CTYPE, "");
	how.utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	switch (format) {
	case 1:
		report_scores_csv(out, scores, count);
		break;
	case 2:
		jsonw_init(&j, out);
		report_scores_json(&j, scores, count);
		break;
	default:
		screen_init(&screen, out, &how);
		report_scores(&screen, scores, count);
	}
}

static int
score(struct arena *a, const struct cmd_common *common, int format, const char *path)
{
	struct score *scores = NULL;
	struct buf out = {0};
	size_t count = 0;
	int code = read_scores(a, path, &scores, &count);
	if (code == EXIT_HAZARD_OK && !count) {
		diag("%s: nothing was scored", path);
		code = EXIT_HAZARD_NOTHING;
	} else if (code == EXIT_HAZARD_OK) {
		print(&out, common, format, scores, count);
		code = cmd_write(&out);
	}
	buf_free(&out);
	return code;
}

int
cmd_score(int argc, char **argv)
{
	static const char *const formats[] = {"term", "csv", "json", NULL};
	struct cmd_common common = {0};
	struct arena a = {0};
	const char *value;
	int key, format = 0, code = EXIT_HAZARD_USAGE;
	optind = 0;
	while ((key = cmd_option(argc, argv, &usage, &common, &value)) != CMD_END) {
		format = key == CMD_BAD ? -1 : cmd_choice("format", value, formats);
		if (format < 0) {
			return EXIT_HAZARD_USAGE;
		}
	}
	if (common.help) {
		cmd_help(&usage, stdout);
		code = EXIT_HAZARD_OK;
	} else if (argc - optind > 1) {
		diag("one results.json, or none for the last run's");
	} else {
		code = score(&a, &common, format, optind < argc ? argv[optind] : last_results(&a));
	}
	arena_free(&a);
	return code;
}
