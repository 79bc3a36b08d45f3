// SPDX-License-Identifier: MIT
#include <getopt.h>
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "cache.h"
#include "catalog.h"
#include "cmd.h"
#include "diag.h"
#include "doctor.h"
#include "fs.h"
#include "judge.h"
#include "outputs.h"
#include "problem.h"
#include "progress.h"
#include "report.h"
#include "session.h"
#include "stage.h"
#include "verdict.h"

enum {
	KEY_DETECTORS = 256,
	KEY_ITERATIONS,
	KEY_EXACT,
	KEY_QUICK,
	KEY_COST,
	KEY_JOBS,
	KEY_SEED,
	KEY_TIME,
	KEY_FORMAT,
	KEY_OUT,
	KEY_ALLOW_MISSING,
	KEY_STRICT,
	KEY_WHY,
	KEY_COMMANDS,
	KEY_BUILD_ONLY,
	EXACT_RUNS = 200,
	UNUSED_DAYS = 7,
};

static const struct cmd_option options[] = {
	{"detectors", "LIST", KEY_DETECTORS,
		"of tsan, helgrind, drd, native, explore (default: all)"},
	{"iterations", "N", KEY_ITERATIONS,
		"exactly N runs of everything, with intervals; five times the explorer's "
		"schedules"},
	{"exact", NULL, KEY_EXACT, "the same as --iterations 200"},
	{"quick", NULL, KEY_QUICK,
		"only as many runs as show what must be seen; Valgrind only where it must see"},
	{"cost", NULL, KEY_COST, "then time each fix against its alternatives, natively"},
	{"jobs", "N", KEY_JOBS, "programs at a time (default: the CPUs this process may use)"},
	{"seed", "N", KEY_SEED, "the order of runs (default 0: the catalogue's)"},
	{"time", "DURATION", KEY_TIME, "for the whole command: 90s, 10m, 1h; then exit 124"},
	{"format", "NAME[=FILE]", KEY_FORMAT,
		"one of those below; again for more; FILE - is stdout"},
	{"out", "DIR", KEY_OUT,
		"where reports go (default: reports/out in hazard's source, else ./hazard-report)"},
	{"allow-missing", NULL, KEY_ALLOW_MISSING, "skip a detector that is not installed"},
	{"strict", NULL, KEY_STRICT, "inconclusive is a failure"},
	{"commands", NULL, KEY_COMMANDS, "print each run's command line, for a shell, on stderr"},
	{"build-only", NULL, KEY_BUILD_ONLY, "build what the run needs, and stop"},
	{"why", NULL, KEY_WHY, "say why a program was built again"},
	{0},
};

static const struct cmd_usage usage = {
	.synopsis = "run [OPTION…] [SELECTOR…]",
	.about = "Builds the cases (default: all) and their fixes for each detector, runs them, "
		 "judges every\n"
		 "report against what the case says must be seen at which line, and writes the "
		 "reports.\n"
		 "Exit code 0: every case passes, 1: some case fails, 3: a tool or a build failed.",
	.options = options,
};

struct run {
	struct stage stage; /* first: stage_progress() */
	struct session_options session;
	struct outputs outputs;
	const char *out; /* --out */
	bool book;       /* its book is all that was asked for */
	struct result result;
};

static bool
take_option(struct run *r, int key, const char *value)
{
	long n;
	switch (key) {
	case KEY_DETECTORS:
		return cmd_detectors(value, r->session.detectors);
	case KEY_ITERATIONS:
		if (!cmd_number("iterations", value, 1, 1000000, &n)) {
			return false;
		}
		r->session.judge.iterations = (int)n;
		return true;
	case KEY_EXACT:
		r->session.judge.iterations = EXACT_RUNS;
		return true;
	case KEY_QUICK:
		r->session.judge.quick = true;
		return true;
	case KEY_COST:
		r->session.cost = true;
		return true;
	case KEY_JOBS:
		if (!cmd_number("jobs", value, 1, 1024, &n)) {
			return false;
		}
		r->stage.jobs = (int)n;
		return true;
	case KEY_SEED:
		if (!cmd_number("seed", value, 0, LONG_MAX, &n)) {
			return false;
		}
		r->session.seed = (uint64_t)n;
		return true;
	case KEY_TIME:
		return cmd_duration("time", value, &r->stage.time_ns);
	case KEY_FORMAT:
		return outputs_take(&r->outputs, &r->stage.arena, value);
	case KEY_OUT:
		r->out = value;
		return true;
	case KEY_ALLOW_MISSING:
		r->session.allow_missing = true;
		return true;
	case KEY_STRICT:
		r->session.judge.strict = true;
		return true;
	case KEY_COMMANDS:
		r->session.commands = true;
		return true;
	case KEY_BUILD_ONLY:
		r->session.build_only = true;
		return true;
	default:
		r->session.why = true;
		return true;
	}
}

/* Where hazard's own catalogue is run, its reports have their place; anybody else's go beside them. */
static const char *
output_folder(struct run *r)
{
	bool own = strcmp(r->session.root, HAZARD_SOURCE_ROOT) == 0;
	return r->out ? r->out
	       : own  ? fs_join(&r->stage.arena, r->session.root, "reports/out")
		      : "hazard-report";
}

static bool
write_reports(struct run *r)
{
	setlocale(LC_CTYPE, "");
	struct report_options how = {
		.color = cmd_use_color(&r->stage.common, stdout),
		.utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0,
		.width = cmd_width(),
		.intervals = r->session.judge.iterations > 0,
	};
	return outputs_write(&r->outputs, &r->stage.arena, &r->result, &how);
}

/* Asks the doctor first; what it says of a detector is that detector's verdict on everything. */
static void
see_doctor(struct run *r)
{
	const char *dir = fs_join(&r->stage.arena, fs_cache_dir(&r->stage.arena), "doctor");
	struct doctor_report report = doctor_recall(
		r->session.detectors, dir, &r->stage.pool, r->stage.cache, &r->stage.arena);
	for (enum detector d = 0; d < DET_COUNT; d++) {
		r->session.broken[d] = report.broken[d];
		if (report.broken[d] && !r->session.allow_missing) {
			diag("%s", report.broken[d]);
		}
	}
}

/* A malformed case is not run, and fails: its first problem is its verdict, all of them are said. */
static struct case_verdict
malformed_verdict(struct run *r, const struct catalog_case *c)
{
	struct program_verdict *program = arena_alloc(&r->stage.arena, 1, sizeof *program);
	const struct problem *first = &c->problems.items[0];
	program->program = &c->testcase.broken;
	program->verdict = VERDICT_FAIL;
	for (size_t i = 0; i < c->problems.count; i++) {
		const struct problem *p = &c->problems.items[i];
		diag_at(p->file, p->line, "%s", p->text);
	}
	return (struct case_verdict){
		.testcase = &c->testcase,
		.verdict = VERDICT_FAIL,
		.complete = true,
		.problem = arena_printf(
			&r->stage.arena, "%s:%d: %s", first->file, first->line, first->text),
		.programs = program,
		.program_count = 1,
	};
}

/* Puts the malformed ones in their places among those that were judged. */
static void
add_malformed(struct run *r)
{
	struct case_verdict *all =
		arena_alloc(&r->stage.arena, r->stage.selection.count, sizeof *all);
	size_t count = 0, next = 0;
	for (size_t i = 0; i < r->stage.selection.count; i++) {
		const struct catalog_case *c = r->stage.selection.cases[i];
		if (c->malformed) {
			all[count++] = malformed_verdict(r, c);
		} else if (next < r->result.case_count &&
			   r->result.cases[next].testcase == &c->testcase) {
			all[count++] = r->result.cases[next++];
		}
	}
	r->result.cases = all;
	r->result.case_count = count;
	r->result.summary = summary_of(all, count);
}

static int
exit_code(struct run *r, enum session_end end, bool written)
{
	int code = end == SESSION_FAILED ? EXIT_HAZARD_TOOL
					 : judge_exit(&r->result, r->session.judge.strict,
						   r->session.allow_missing);
	if (end == SESSION_OUT_OF_TIME &&
		(code == EXIT_HAZARD_INTERRUPTED || code == EXIT_HAZARD_OK)) {
		code = r->result.summary.fail ? EXIT_HAZARD_FINDINGS : EXIT_HAZARD_TIMEOUT;
	}
	if (!written && (code == EXIT_HAZARD_OK || code == EXIT_HAZARD_NOTHING ||
				code == EXIT_HAZARD_TIMEOUT)) {
		code = EXIT_HAZARD_TOOL;
	}
	return code;
}

static int
run_selection(struct run *r)
{
	size_t count;
	const struct testcase **cases = stage_cases(&r->stage, &count);
	r->session.progress = stage_progress;
	r->session.user = r;
	r->result.hazard_version = HAZARD_VERSION;
	enum session_end end = session_run(&r->session, &r->stage.pool, r->stage.cache, cases,
		count, &r->stage.arena, &r->result);
	progress_clear(&r->stage.progress);
	r->result.root = r->session.root;
	add_malformed(r);
	if (r->session.build_only) {
		return end == SESSION_FAILED        ? EXIT_HAZARD_TOOL
		       : end == SESSION_INTERRUPTED ? EXIT_HAZARD_INTERRUPTED
		       : r->result.summary.fail     ? EXIT_HAZARD_FINDINGS
		       : end == SESSION_OUT_OF_TIME ? EXIT_HAZARD_TIMEOUT
						    : EXIT_HAZARD_OK;
	}
	bool written = end != SESSION_FAILED && write_reports(r);
	if (written && r->book) {
		printf("%s/index.html\n", r->outputs.folder);
	}
	cache_prune(r->stage.cache, UNUSED_DAYS);
	return exit_code(r, end, written);
}

/* Files of the catalogue that belong to no case, such as a fix whose name is misspelt; false: none. */
static bool
say_strays(const struct catalog *c)
{
	for (size_t i = 0; i < c->problems.count; i++) {
		const struct problem *p = &c->problems.items[i];
		diag_at(p->file, p->line, "%s", p->text);
	}
	return c->problems.count > 0;
}

static int
start(struct run *r, char **selectors, size_t count)
{
	int result = stage_select(&r->stage, selectors, count);
	if (result != EXIT_HAZARD_OK) {
		return result;
	}
	if (r->session.judge.quick && r->session.judge.iterations) {
		diag("--quick and --iterations (or --exact) say the opposite; leave one out");
		return EXIT_HAZARD_USAGE;
	}
	r->session.root = r->stage.root;
	r->session.catalog_argument =
		r->stage.common.catalog
			? arena_printf(&r->stage.arena, "--catalog %s ", r->stage.common.catalog)
			: "";
	r->outputs.folder = output_folder(r);
	r->session.schedules = fs_join(&r->stage.arena, r->outputs.folder, "schedules");
	outputs_default(&r->outputs, &r->stage.arena);
	if (!outputs_check(&r->outputs, &r->stage.arena) || !stage_open(&r->stage)) {
		return EXIT_HAZARD_TOOL;
	}
	/* Interrupted there, the pool starts nothing any more, and the report is a partial one without cases. */
	if (!r->session.build_only) {
		see_doctor(r);
	}
	result = run_selection(r);
	/* What was never run was not clean. */
	bool strays = !count && say_strays(&r->stage.catalog);
	return strays && result != EXIT_HAZARD_INTERRUPTED ? EXIT_HAZARD_FINDINGS : result;
}

static const struct cmd_usage book_usage = {
	.synopsis = "book [OPTION…] [SELECTOR…]",
	.about = "Runs the cases (default: all) as `hazard run` does, and writes the book: "
		 "DIR/index.html with the "
		 "table of\ncases and detectors, a page a class, a page a case with the reports "
		 "explained and the "
		 "interleaving that\nfails, to step through.  Exit code: as of `hazard run`.",
	.options = options,
};

/* `format`: what is written where no --format says otherwise; NULL: run's own. */
static int
run_command(int argc, char **argv, const struct cmd_usage *how, const char *format)
{
	struct run r = {.session.detectors = {[DET_TSAN] = true,
				[DET_HELGRIND] = true,
				[DET_DRD] = true,
				[DET_NATIVE] = true,
				[DET_EXPLORE] = true},
		.outputs.catalog = &r.stage.catalog};
	const char *value;
	int key, result = EXIT_HAZARD_USAGE;
	optind = 0;
	while ((key = cmd_option(argc, argv, how, &r.stage.common, &value)) != CMD_END) {
		if (key == CMD_BAD || !take_option(&r, key, value)) {
			goto out;
		}
	}
	if (r.stage.common.help) {
		cmd_help(how, stdout);
		outputs_help(stdout);
		result = EXIT_HAZARD_OK;
		goto out;
	}
	if (format && !r.outputs.count) {
		outputs_take(&r.outputs, &r.stage.arena, format);
		r.book = true;
	}
	result = start(&r, argv + optind, (size_t)(argc - optind));
out:
	stage_close(&r.stage);
	return result;
}

int
cmd_run(int argc, char **argv)
{
	return run_command(argc, argv, &usage, NULL);
}

int
cmd_book(int argc, char **argv)
{
	return run_command(argc, argv, &book_usage, "html");
}
