// SPDX-License-Identifier: MIT
#include <getopt.h>

#include "arena.h"
#include "buf.h"
#include "catalog.h"
#include "cmd.h"
#include "diag.h"
#include "lint.h"
#include "selector.h"
#include "text.h"

enum { KEY_RULES = 256 };

static const struct cmd_option options[] = {
	{"rules", NULL, KEY_RULES, "print the rules and leave"},
	{0},
};

static const struct cmd_usage usage = {
	.synopsis = "lint [OPTION…] [SELECTOR…]",
	.about = "Checks the catalogue's own rules: every case, or the selected ones.\n"
		 "Exit code 0: no problem, 1: problems, 2: wrong usage, 3: no catalogue, 77: no "
		 "case in it.",
	.options = options,
};

/* Those that can be asked now; a broken program says something of each of them. */
static const bool available[DET_COUNT] = {
	[DET_TSAN] = true,
	[DET_HELGRIND] = true,
	[DET_DRD] = true,
	[DET_NATIVE] = true,
	[DET_EXPLORE] = true,
};

static int
print_rules(void)
{
	struct buf out = {0};
	const struct lint_rule *rule;
	for (size_t i = 0; (rule = lint_rule(i)); i++) {
		buf_addf(&out, "%-12s %s\n", rule->name, rule->what);
	}
	int result = cmd_write(&out);
	buf_free(&out);
	return result;
}

static void
add_problem(struct buf *out, const struct problem *p)
{
	struct buf raw = {0};
	buf_adds(&raw, p->file);
	if (p->line) {
		buf_addf(&raw, ":%d", p->line);
	}
	buf_addf(&raw, ": %s", p->text);
	if (p->rule) {
		buf_addf(&raw, " [%s]", p->rule);
	}
	text_terminal(out, raw.data, raw.len, false);
	buf_addc(out, '\n');
	buf_free(&raw);
}

static const char *
plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static int
report(const struct problems *problems, const struct selection *selected)
{
	struct buf out = {0};
	size_t programs = 0, cases = selected->count;
	for (size_t i = 0; i < cases; i++) {
		programs += catalog_programs(selected->cases[i]);
	}
	for (size_t i = 0; i < problems->count; i++) {
		add_problem(&out, &problems->items[i]);
	}
	if (problems->count) {
		buf_addf(&out, "%zu problem%s in %zu case%s, %zu program%s\n", problems->count,
			plural(problems->count), cases, plural(cases), programs, plural(programs));
	} else {
		buf_addf(&out, "%zu case%s, %zu program%s: no problem found\n", cases,
			plural(cases), programs, plural(programs));
	}
	int written = cmd_write(&out);
	buf_free(&out);
	return problems->count ? EXIT_HAZARD_FINDINGS : written;
}

static int
lint(const struct catalog *c, char **selectors, size_t count)
{
	struct arena a = {0};
	struct problems problems = {.arena = &a};
	struct selection selected;
	const char *error;
	int result = EXIT_HAZARD_USAGE;
	if (!selector_select(&a, c, (const char *const *)selectors, count, &selected, &error)) {
		diag("%s", error);
		goto out;
	}
	for (size_t i = 0; i < selected.count; i++) {
		size_t first = problems.count;
		problems_join(&problems, &selected.cases[i]->problems);
		lint_case(selected.cases[i], available, &problems);
		problems_sort(&problems, first);
	}
	if (!count) {
		lint_rest(c, &problems);
	}
	if (!selected.count && !problems.count) {
		diag("%s has no cases yet", c->root);
		result = EXIT_HAZARD_NOTHING;
	} else {
		result = report(&problems, &selected);
	}
out:
	arena_free(&a);
	return result;
}

int
cmd_lint(int argc, char **argv)
{
	struct cmd_common common = {0};
	const char *value;
	int key;
	optind = 0;
	while ((key = cmd_option(argc, argv, &usage, &common, &value)) != CMD_END) {
		if (key == CMD_BAD) {
			return EXIT_HAZARD_USAGE;
		}
		return print_rules();
	}
	if (common.help) {
		cmd_help(&usage, stdout);
		return EXIT_HAZARD_OK;
	}
	struct catalog c;
	int result = EXIT_HAZARD_TOOL;
	if (cmd_catalog_read(&common, &c)) {
		result = lint(&c, argv + optind, (size_t)(argc - optind));
	}
	catalog_free(&c);
	return result;
}
