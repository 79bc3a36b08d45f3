// SPDX-License-Identifier: MIT
#include <getopt.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "catalog.h"
#include "cmd.h"
#include "diag.h"
#include "explain.h"
#include "explain_binary.h"
#include "explain_input.h"
#include "explain_source.h"
#include "explained.h"
#include "fs.h"
#include "problem.h"

enum {
	KEY_FORMAT = 256,
	KEY_MAP,
	KEY_REV,
	KEY_BINARY,
	KEY_ALL,
	KEY_NO_PAGER,
	MOST_OUTPUTS = 8,
	MOST_NAMES = 16
};

static const struct cmd_option options[] = {
	{"format", "NAME[=FILE]", KEY_FORMAT,
		"term (default), md, html, json, sarif, github or gitlab; again for more"},
	{"all", NULL, KEY_ALL, "explain every cause in full, not only the first"},
	{"map", "FROM=TO", KEY_MAP, "paths that begin with FROM in the report are below TO here"},
	{"rev", "COMMIT", KEY_REV,
		"show the source of that commit (by git), not what lies on the disk"},
	{"binary", "FILE", KEY_BINARY,
		"the program, for frames without names (by llvm-symbolizer)"},
	{"no-pager", NULL, KEY_NO_PAGER, "print it at once, on a terminal too"},
	{0},
};

static const struct cmd_usage usage = {
	.synopsis = "explain [OPTION…] [FILE…|-]",
	.about = "Explains what ThreadSanitizer, Helgrind or DRD printed, line by line: the output "
		 "of any program, text or\nXML, also in the middle of a whole CI log.  Without a "
		 "FILE, or for -, it reads what is typed, pasted or piped.\nExit code 0: "
		 "explained, 77: there is no report in it, 3: it can't be read.",
	.options = options,
};

struct output {
	const struct explained_format *format;
	const char *file; /* NULL or "-": stdout */
};

struct choice {
	struct output outputs[MOST_OUTPUTS];
	size_t count;
	struct explain_places places;
	const char *binary;
	bool all, no_pager;
};

static bool
take_format(struct choice *c, struct arena *a, const char *value)
{
	const char *equals = strchrnul(value, '=');
	const char *name = arena_strndup(a, value, (size_t)(equals - value));
	const struct explained_format *format = explained_find(name);
	if (!format) {
		const char *names[MOST_NAMES] = {0};
		for (size_t i = 0; explained_formats()[i].name && i < MOST_NAMES - 1; i++) {
			names[i] = explained_formats()[i].name;
		}
		diag("--format: no `%s`; %s", name, problem_help(a, name, names));
		return false;
	}
	if (c->count == MOST_OUTPUTS) {
		diag("--format: more than %d of them", MOST_OUTPUTS);
		return false;
	}
	c->outputs[c->count++] = (struct output){format, *equals ? equals + 1 : NULL};
	return true;
}

/* The catalogue's cases, to be read; none where there is no catalogue, which is no error here. */
static const struct testcase **
find_cases(struct catalog *catalog, const struct cmd_common *common, struct arena *a, size_t *count)
{
	*count = cmd_catalog_read(common, catalog) ? catalog->count : 0;
	const struct testcase **cases = arena_alloc(a, *count + 1, sizeof *cases);
	for (size_t i = 0; i < *count; i++) {
		cases[i] = &catalog->cases[i].testcase;
	}
	return cases;
}

static int
write_one(const struct output *output, const struct explanations *e,
	const struct explained_options *how, bool pager)
{
	struct buf out = {0};
	int code = EXIT_HAZARD_OK;
	bool file = output->file && strcmp(output->file, "-") != 0;
	struct explained_options options_here = *how;
	if (file) {
		options_here.report.color = false;
	}
	output->format->write(e, &out, &options_here);
	if (file) {
		code = fs_write(output->file, buf_str(&out), out.len) ? EXIT_HAZARD_OK
								      : EXIT_HAZARD_TOOL;
	} else {
		code = cmd_page(&out, pager);
	}
	buf_free(&out);
	return code;
}

/* The folder that machines know paths from: the work tree that this is in, else the working folder itself; NULL: unknown. */
static const char *
source_root(struct arena *a)
{
	char *here = getcwd(NULL, 0), *folder = arena_strdup(a, here);
	while (folder && folder[0] && !fs_exists(fs_join(a, folder, ".git"))) {
		*strrchr(folder, '/') = '\0';
	}
	const char *root = folder && folder[0] ? folder : arena_strdup(a, here);
	free(here);
	return root;
}

static int
write_all(struct arena *a, const struct choice *c, const struct cmd_common *common,
	const struct explanations *e)
{
	static const struct output standard = {.file = NULL};
	struct explained_options how = {
		.report = {.color = cmd_use_color(common, stdout), .width = cmd_width()},
		.all = c->all,
		.hazard_version = HAZARD_VERSION,
		.root = source_root(a),
	};
	struct output first = standard;
	const struct output *outputs = c->outputs;
	size_t count = c->count;
	int code = EXIT_HAZARD_OK;
	setlocale(LC_CTYPE, "");
	how.report.utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	if (!count) {
		first.format = explained_formats();
		outputs = &first;
		count = 1;
	}
	for (size_t i = 0; i < count; i++) {
		int one = write_one(&outputs[i], e, &how, !c->no_pager);
		code = one == EXIT_HAZARD_OK ? code : one;
	}
	return code;
}

static int
nothing(const struct explain_input *in, struct arena *a)
{
	size_t count;
	const char **notes = explain_input_notes(in, a, &count);
	for (size_t i = 0; i < count; i++) {
		diag("%s", notes[i]);
	}
	diag("no report of ThreadSanitizer, Helgrind or DRD in it");
	return in->failed ? EXIT_HAZARD_TOOL : EXIT_HAZARD_NOTHING;
}

static int
explain(struct arena *a, const struct cmd_common *common, struct choice *c,
	const char *const *files, size_t count)
{
	struct explain_input in;
	struct catalog catalog = {0};
	struct explain_request r = {0};
	int code = EXIT_HAZARD_TOOL;
	if (!explain_input_read(&in, a, files, count)) {
		return code;
	}
	if (!in.findings.count) {
		return nothing(&in, a);
	}
	if (!c->binary || explain_binary_names(&in, a, c->binary)) {
		r.cases = find_cases(&catalog, common, a, &r.case_count);
		c->places.catalog = catalog.root;
		c->places.written = in.written;
		r.counts = in.counts;
		r.files = explain_source_read(
			&c->places, a, explain_files(a, &in.findings), &r.file_count);
		struct explanations e = explain_findings(a, &in.findings, &r);
		e.notes = explain_input_notes(&in, a, &e.note_count);
		e.cut = (int)in.seen.cut;
		code = write_all(a, c, common, &e);
	}
	catalog_free(&catalog);
	return code == EXIT_HAZARD_OK && in.failed ? EXIT_HAZARD_TOOL : code;
}

/* False: wrong usage, which has been said. */
static bool
take(struct choice *c, struct arena *a, int key, const char *value)
{
	switch (key) {
	case CMD_BAD:
		return false;
	case KEY_FORMAT:
		return take_format(c, a, value);
	case KEY_MAP:
		return explain_places_map(&c->places, value);
	case KEY_REV:
		c->places.rev = value;
		return true;
	case KEY_BINARY:
		c->binary = value;
		return true;
	case KEY_ALL:
		c->all = true;
		return true;
	default:
		c->no_pager = true;
		return true;
	}
}

int
cmd_explain(int argc, char **argv)
{
	struct cmd_common common = {0};
	struct choice c = {0};
	struct arena a = {0};
	const char *value;
	int key, code = EXIT_HAZARD_USAGE;
	bool ok = true;
	optind = 0;
	while (ok && (key = cmd_option(argc, argv, &usage, &common, &value)) != CMD_END) {
		ok = take(&c, &a, key, value);
	}
	if (ok && common.help) {
		cmd_help(&usage, stdout);
		code = EXIT_HAZARD_OK;
	} else if (ok) {
		code = explain(&a, &common, &c, (const char *const *)argv + optind,
			(size_t)(argc - optind));
	}
	arena_free(&a);
	return code;
}
