// SPDX-License-Identifier: MIT
#include <getopt.h>
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "clock.h"
#include "cmd.h"
#include "diag.h"
#include "explore_case.h"
#include "explore_print.h"
#include "explore_target.h"
#include "explorer.h"
#include "fs.h"
#include "sched_file.h"
#include "source_lines.h"

enum {
	KEY_STRATEGY = 256,
	KEY_SCHEDULES,
	KEY_TIME,
	KEY_SEED,
	KEY_PREEMPTIONS,
	KEY_DEPTH,
	KEY_RACES,
	KEY_WEAK,
	KEY_SPURIOUS,
	KEY_TIMEOUTS,
	KEY_STOP_FIRST,
	KEY_ALL,
	KEY_JOBS,
	KEY_FORMAT,
	KEY_EXHAUSTIVE,
	KEY_OUT,
};

#define DEFAULT_TIME (10 * CLOCK_NS_PER_S)

static const struct cmd_option options[] = {
	{"strategy", "NAME", KEY_STRATEGY,
		"rw, pct, pos, surw, dpor, bound or auto (default: all in turn)"},
	{"schedules", "N", KEY_SCHEDULES, "at most so many (default: as many as the time allows)"},
	{"time", "DURATION", KEY_TIME,
		"of the search: 90s, 10m (default 10s; with --schedules none)"},
	{"seed", "N", KEY_SEED, "of the random strategies (default 1)"},
	{"preemptions", "N", KEY_PREEMPTIONS, "the bound of --strategy bound (default: none)"},
	{"depth", "N", KEY_DEPTH, "of --strategy pct (default 3)"},
	{"races", NULL, KEY_RACES, "look for data races too (a case: always)"},
	{"weak", NULL, KEY_WEAK, "atomics may read the older values that C11 allows"},
	{"spurious", NULL, KEY_SPURIOUS, "condition waits may wake up for nothing"},
	{"timeouts", NULL, KEY_TIMEOUTS, "time-outs may come at any step"},
	{"stop-first", NULL, KEY_STOP_FIRST, "stop at the first failure (a command's default)"},
	{"all", NULL, KEY_ALL, "go on after a failure (a case's default)"},
	{"jobs", "N", KEY_JOBS, "processes at a time (default 1)"},
	{"format", "NAME[=FILE]", KEY_FORMAT, "term (default) or json"},
	{"require-exhaustive", NULL, KEY_EXHAUSTIVE,
		"sampling without a failure is not enough: exit 1"},
	{"out", "DIR", KEY_OUT,
		"where schedules go (default: reports/out in hazard's source, else "
		"./hazard-report)"},
	{0},
};

static const struct cmd_usage usage = {
	.synopsis = "explore [OPTION…] CASE\n       hazard explore [OPTION…] -- COMMAND…",
	.about = "Runs a program under one schedule after the other, and shows the interleaving in "
		 "which it fails.  "
		 "CASE is\na case's id, or one of its fixes: deadlock/lock-order.HOW.  COMMAND is "
		 "best built with "
		 "CC=\"hazard cc\";\nany other dynamic program is switched at synchronisation "
		 "calls only.\n"
		 "Exit code 0: no failure (PASS, or UNKNOWN with what was sampled), 1: FAIL, 3: "
		 "nothing can be said.",
	.options = options,
};

struct explore_cmd {
	struct cmd_common common;
	struct explore_options options;
	bool time_set, mode_set, json, exhaustive;
	const char *out;
	const char *file; /* of the report; NULL: stdout */
	struct explore_target target;
	struct explore_report report;
	const char **files;
};

static bool
take_number(const char *name, const char *value, long least, long *out)
{
	return cmd_number(name, value, least, LONG_MAX, out);
}

static bool
take_flag(struct explore_cmd *x, int key)
{
	struct explore_options *o = &x->options;
	switch (key) {
	case KEY_RACES:
		o->races = true;
		return true;
	case KEY_WEAK:
		o->weak = true;
		return true;
	case KEY_SPURIOUS:
		o->spurious = true;
		return true;
	case KEY_TIMEOUTS:
		o->timeouts = true;
		return true;
	case KEY_STOP_FIRST:
	case KEY_ALL:
		o->stop_first = key == KEY_STOP_FIRST;
		x->mode_set = true;
		return true;
	case KEY_EXHAUSTIVE:
		x->exhaustive = true;
		return true;
	default:
		return false;
	}
}

static bool
take_strategy(struct explore_cmd *x, const char *value)
{
	static const char *const strategies[] = {
		"auto", "rw", "pct", "pos", "surw", "bound", "dpor", NULL};
	int choice = cmd_choice("strategy", value, strategies);
	if (choice >= 0) {
		x->options.strategy =
			(enum proto_strategy)explore_strategy_named(strategies[choice]);
	}
	return choice >= 0;
}

/* NAME or NAME=FILE. */
static bool
take_format(struct explore_cmd *x, const char *value)
{
	static const char *const formats[] = {"term", "json", NULL};
	const char *equals = strchr(value, '=');
	char *name = arena_strndup(
		&x->target.arena, value, equals ? (size_t)(equals - value) : strlen(value));
	int choice = cmd_choice("format", name, formats);
	x->json = choice == 1;
	x->file = equals && strcmp(equals, "=-") != 0 ? equals + 1 : NULL;
	if (equals && !equals[1]) {
		diag("--format: no file after `%s`", value);
		return false;
	}
	return choice >= 0;
}

static bool
take_option(struct explore_cmd *x, int key, const char *value)
{
	struct explore_options *o = &x->options;
	long n = 0;
	bool ok;
	if (take_flag(x, key)) {
		return true;
	}
	switch (key) {
	case KEY_STRATEGY:
		return take_strategy(x, value);
	case KEY_FORMAT:
		return take_format(x, value);
	case KEY_SCHEDULES:
		ok = take_number("schedules", value, 1, &n);
		o->schedules = (uint64_t)n;
		return ok;
	case KEY_TIME:
		x->time_set = true;
		return cmd_duration("time", value, &o->time_ns);
	case KEY_SEED:
		ok = take_number("seed", value, 0, &n);
		o->seed = (uint64_t)n;
		return ok;
	case KEY_PREEMPTIONS:
		ok = cmd_number("preemptions", value, 0, 60000, &n);
		o->preemptions = (int)n;
		return ok;
	case KEY_DEPTH:
		ok = cmd_number("depth", value, 1, 16, &n);
		o->depth = (unsigned)n;
		return ok;
	case KEY_JOBS:
		ok = cmd_number("jobs", value, 1, 64, &n);
		o->jobs = (int)n;
		return ok;
	default:
		x->out = value;
		return true;
	}
}

static void
show_progress(void *user, const struct launch_progress *p)
{
	(void)user;
	fprintf(stderr, "\r\033[K%llu schedules, %llu failing, %.0f s, %s%s",
		(unsigned long long)p->schedules, (unsigned long long)p->failing,
		(double)p->elapsed_ns / 1e9,
		p->strategy ? explore_strategy_name(p->strategy) : "starting",
		p->bound >= 0 ? " by preemptions" : "");
}

static const char *
output_folder(struct explore_cmd *x)
{
	bool own = x->target.of_case && strcmp(x->target.root, HAZARD_SOURCE_ROOT) == 0;
	return x->out ? x->out
	       : own  ? fs_join(&x->target.arena, x->target.root, "reports/out")
		      : "hazard-report";
}

/* A file for each failure that was reproduced; false: one could not be written (said). */
static bool
write_schedules(struct explore_cmd *x, const struct explore_report *report)
{
	struct arena *a = &x->target.arena;
	const char *folder = output_folder(x);
	struct proto_config config = explore_config(&x->options);
	bool ok = true;
	x->files = arena_alloc(a, report->failure_count + 1, sizeof *x->files);
	for (size_t i = 0; i < report->failure_count && ok; i++) {
		const struct explore_failure *f = &report->failures[i];
		struct sched_file file;
		struct buf text = {0};
		const char *path = arena_printf(a, "%s/%s.%s.%04x.sched", folder, x->target.slug,
			kind_name(f->kind), (unsigned)(f->raw.key & 0xffff));
		if (!f->reproduced) {
			continue;
		}
		ok = fs_make_dirs(folder) &&
		     sched_file_of(a, &x->target.program,
			     x->target.of_case ? x->target.of_case->file : NULL, &config, f, &file);
		if (ok) {
			sched_file_write(&file, &text);
			ok = fs_write(path, text.data, text.len);
		}
		buf_free(&text);
		x->files[i] = ok ? path : NULL;
	}
	return ok;
}

/* What stays if the search is killed before its end. */
static void
write_early(void *user, const struct explore_report *report)
{
	write_schedules(user, report);
}

static int
exit_code(const struct explore_cmd *x)
{
	const struct explore_report *r = &x->report;
	if (r->interrupted) {
		return EXIT_HAZARD_INTERRUPTED;
	}
	switch (r->verdict) {
	case EXPLORE_FAIL:
		return EXIT_HAZARD_FINDINGS;
	case EXPLORE_PASS:
		return EXIT_HAZARD_OK;
	case EXPLORE_SAMPLED:
		return x->exhaustive ? EXIT_HAZARD_FINDINGS : EXIT_HAZARD_OK;
	default:
		return EXIT_HAZARD_TOOL;
	}
}

static int
print(struct explore_cmd *x)
{
	struct source_lines source;
	struct buf text = {0};
	setlocale(LC_CTYPE, "");
	source_lines_init(&source, &x->target.arena, x->target.root,
		x->target.of_case ? x->target.of_case->file : NULL);
	struct explore_print how = {
		.name = x->target.name,
		.program = x->target.of_case,
		.files = x->files,
		.source = &source,
		.width = cmd_width(),
		.color = !x->file && cmd_use_color(&x->common, stdout),
		.utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0,
	};
	(x->json ? explore_print_json : explore_print_term)(&text, &x->report, &how);
	int code = !x->file                                 ? cmd_write(&text)
		   : fs_write(x->file, text.data, text.len) ? EXIT_HAZARD_OK
							    : EXIT_HAZARD_TOOL;
	buf_free(&text);
	return code;
}

static int
explore(struct explore_cmd *x)
{
	struct launch_watch watch = {.progress = isatty(STDERR_FILENO) ? show_progress : NULL};
	if (x->target.of_case) {
		explore_case_options(x->target.of_case, &x->options);
	}
	if (!x->mode_set) {
		x->options.stop_first = !x->target.of_case;
	}
	if (!x->time_set && !x->options.schedules) {
		x->options.time_ns = DEFAULT_TIME;
	}
	x->options.watch = &watch;
	x->options.early = write_early;
	x->options.user = x;
	explore_run(&x->target.arena, &x->target.program, &x->options, &x->report);
	if (watch.progress) {
		fputs("\r\033[K", stderr);
	}
	bool written = write_schedules(x, &x->report);
	int printed = print(x), code = exit_code(x);
	explore_finish(&x->report);
	return code == EXIT_HAZARD_OK && (!written || printed) ? EXIT_HAZARD_TOOL : code;
}

static int
start(struct explore_cmd *x, int argc, char **argv, bool command)
{
	int code;
	if (argc == 0 || (!command && argc > 1)) {
		diag("explore one case, or a command after --; `hazard explore --help`");
		return EXIT_HAZARD_USAGE;
	}
	code = command ? explore_target_command(&x->target, argv)
		       : explore_target_case(&x->target, &x->common, argv[0]);
	return code == EXIT_HAZARD_OK ? explore(x) : code;
}

int
cmd_explore(int argc, char **argv)
{
	struct explore_cmd x = {.options = {.seed = 1, .preemptions = -1}};
	const char *value;
	int key, result = EXIT_HAZARD_USAGE;
	optind = 0;
	while ((key = cmd_option(argc, argv, &usage, &x.common, &value)) != CMD_END) {
		if (key == CMD_BAD || !take_option(&x, key, value)) {
			goto out;
		}
	}
	if (x.common.help) {
		cmd_help(&usage, stdout);
		result = EXIT_HAZARD_OK;
		goto out;
	}
	result = start(&x, argc - optind, argv + optind, strcmp(argv[optind - 1], "--") == 0);
out:
	explore_target_finish(&x.target);
	return result;
}
