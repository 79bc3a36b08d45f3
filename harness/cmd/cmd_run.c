// SPDX-License-Identifier: MIT
#include <getopt.h>
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "cache.h"
#include "catalog.h"
#include "clock.h"
#include "cmd.h"
#include "diag.h"
#include "doctor.h"
#include "fs.h"
#include "judge.h"
#include "pool.h"
#include "problem.h"
#include "progress.h"
#include "report.h"
#include "selector.h"
#include "session.h"
#include "verdict.h"

enum {
	KEY_DETECTORS = 256,
	KEY_ITERATIONS,
	KEY_EXACT,
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
	MOST_FORMATS = 16,
	UNUSED_DAYS = 7,
};

static const struct cmd_option options[] = {
	{"detectors", "LIST", KEY_DETECTORS, "of tsan, helgrind, drd, native (default: all)"},
	{"iterations", "N", KEY_ITERATIONS, "exactly N runs of everything, with intervals"},
	{"exact", NULL, KEY_EXACT, "the same as --iterations 200"},
	{"jobs", "N", KEY_JOBS, "programs at a time (default: the CPUs this process may use)"},
	{"seed", "N", KEY_SEED, "the order of runs (default 0: the catalogue's)"},
	{"time", "DURATION", KEY_TIME, "for the whole command: 90s, 10m, 1h; then exit 124"},
	{"format", "NAME[=FILE]", KEY_FORMAT,
		"term, json or junit; again for more; FILE - is stdout"},
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

struct output {
	const struct report_format *format;
	const char *file; /* NULL: the format's own, in the output folder; "-": stdout */
};

struct run {
	struct cmd_common common;
	struct session_options session;
	struct output outputs[MOST_FORMATS];
	size_t output_count;
	const char *out; /* --out */
	int jobs;
	int64_t time_ns;

	struct arena arena;
	struct catalog catalog;
	struct selection selection;
	struct pool pool;
	struct cache *cache;
	struct progress progress;
	struct result result;
};

static bool
take_format(struct run *r, const char *value)
{
	const char *equals = strchrnul(value, '=');
	char *name = arena_strndup(&r->arena, value, (size_t)(equals - value));
	const struct report_format *format = report_find(name);
	if (!format) {
		const char *names[MOST_FORMATS] = {0};
		for (size_t i = 0; report_formats()[i].name && i < MOST_FORMATS - 1; i++) {
			names[i] = report_formats()[i].name;
		}
		diag("--format: no `%s`; %s", name, problem_help(&r->arena, name, names));
		return false;
	}
	if (r->output_count == MOST_FORMATS) {
		diag("--format: more than %d of them", MOST_FORMATS);
		return false;
	}
	r->outputs[r->output_count++] =
		(struct output){.format = format, .file = *equals ? equals + 1 : NULL};
	return true;
}

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
	case KEY_JOBS:
		if (!cmd_number("jobs", value, 1, 1024, &n)) {
			return false;
		}
		r->jobs = (int)n;
		return true;
	case KEY_SEED:
		if (!cmd_number("seed", value, 0, LONG_MAX, &n)) {
			return false;
		}
		r->session.seed = (uint64_t)n;
		return true;
	case KEY_TIME:
		return cmd_duration("time", value, &r->time_ns);
	case KEY_FORMAT:
		return take_format(r, value);
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
	       : own  ? fs_join(&r->arena, r->session.root, "reports/out")
		      : "hazard-report";
}

static void
default_outputs(struct run *r)
{
	if (!r->output_count) {
		take_format(r, "json");
		take_format(r, "junit");
		take_format(r, "term");
	}
}

/* True where the reports could be written if the run ended now: said before, not after, a run of minutes. */
static bool
can_write(struct run *r)
{
	const char *folder = output_folder(r);
	for (size_t i = 0; i < r->output_count; i++) {
		const struct output *o = &r->outputs[i];
		if (o->file || !o->format->file) {
			continue;
		}
		if (!fs_make_dirs(folder)) {
			return false;
		}
		if (access(folder, W_OK | X_OK) != 0) {
			diag("write to %s:", folder);
			return false;
		}
	}
	return true;
}

static bool
write_report(struct run *r, const struct output *o, const struct report_options *how)
{
	struct buf text = {0};
	bool to_stdout = o->file ? strcmp(o->file, "-") == 0 : !o->format->file;
	bool ok = o->format->write(&r->result, &text, how);
	if (ok && to_stdout) {
		ok = cmd_write(&text) == EXIT_HAZARD_OK;
	} else if (ok) {
		const char *file =
			o->file ? o->file : fs_join(&r->arena, output_folder(r), o->format->file);
		ok = fs_write(file, buf_str(&text), text.len);
	}
	buf_free(&text);
	return ok;
}

static bool
write_reports(struct run *r)
{
	setlocale(LC_CTYPE, "");
	struct report_options how = {
		.color = cmd_use_color(&r->common, stdout),
		.utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0,
		.width = cmd_width(),
		.intervals = r->session.judge.iterations > 0,
	};
	bool ok = true;
	for (size_t i = 0; i < r->output_count; i++) {
		ok = write_report(r, &r->outputs[i], &how) && ok;
	}
	return ok;
}

static void
show_progress(void *user, const struct session_progress *p)
{
	struct run *r = user;
	progress_update(
		&r->progress, (int)p->done, (int)p->total, (int)p->failing, p->now, clock_now());
}

/* Asks the doctor first; what it says of a detector is that detector's verdict on everything. */
static bool
see_doctor(struct run *r)
{
	const char *dir = fs_join(&r->arena, fs_cache_dir(&r->arena), "doctor");
	struct doctor_report report =
		doctor_recall(r->session.detectors, dir, &r->pool, r->cache, &r->arena);
	for (enum detector d = 0; d < DET_COUNT; d++) {
		r->session.broken[d] = report.broken[d];
		if (report.broken[d] && !r->session.allow_missing) {
			diag("%s", report.broken[d]);
		}
	}
	return !report.interrupted;
}

/* A malformed case is not run, and fails: its first problem is its verdict, all of them are said. */
static struct case_verdict
malformed_verdict(struct run *r, const struct catalog_case *c)
{
	struct program_verdict *program = arena_alloc(&r->arena, 1, sizeof *program);
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
		.problem =
			arena_printf(&r->arena, "%s:%d: %s", first->file, first->line, first->text),
		.programs = program,
		.program_count = 1,
	};
}

/* Puts the malformed ones in their places among those that were judged. */
static void
add_malformed(struct run *r)
{
	struct case_verdict *all = arena_alloc(&r->arena, r->selection.count, sizeof *all);
	size_t count = 0, next = 0;
	for (size_t i = 0; i < r->selection.count; i++) {
		const struct catalog_case *c = r->selection.cases[i];
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
	const struct testcase **cases = arena_alloc(&r->arena, r->selection.count, sizeof *cases);
	size_t count = 0;
	for (size_t i = 0; i < r->selection.count; i++) {
		if (!r->selection.cases[i]->malformed) {
			cases[count++] = &r->selection.cases[i]->testcase;
		}
	}
	struct report_options line = {.utf8 = true, .color = cmd_use_color(&r->common, stderr)};
	progress_begin(&r->progress, STDERR_FILENO, &line, clock_now());
	r->session.progress = show_progress;
	r->session.user = r;
	r->result.hazard_version = HAZARD_VERSION;
	enum session_end end =
		session_run(&r->session, &r->pool, r->cache, cases, count, &r->arena, &r->result);
	progress_end(&r->progress);
	if (r->session.build_only) {
		return end == SESSION_DONE     ? EXIT_HAZARD_OK
		       : end == SESSION_FAILED ? EXIT_HAZARD_TOOL
					       : EXIT_HAZARD_INTERRUPTED;
	}
	r->result.root = r->session.root;
	add_malformed(r);
	bool written = end != SESSION_FAILED && write_reports(r);
	cache_prune(r->cache, UNUSED_DAYS);
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
	const char *error;
	if (!cmd_catalog_read(&r->common, &r->catalog)) {
		return EXIT_HAZARD_TOOL;
	}
	if (!selector_select(&r->arena, &r->catalog, (const char *const *)selectors, count,
		    &r->selection, &error)) {
		diag("%s", error);
		return EXIT_HAZARD_USAGE;
	}
	char *root = realpath(r->catalog.root, NULL);
	r->session.root = arena_strdup(&r->arena, root);
	free(root);
	r->session.catalog_argument =
		r->common.catalog ? arena_printf(&r->arena, "--catalog %s ", r->common.catalog)
				  : "";
	default_outputs(r);
	if (!can_write(r)) {
		return EXIT_HAZARD_TOOL;
	}
	int64_t deadline = r->time_ns ? clock_now() + r->time_ns : 0;
	struct pool_options pool = {.jobs = r->jobs, .deadline_ns = deadline};
	r->cache = cache_create(fs_join(&r->arena, fs_cache_dir(&r->arena), "programs"));
	if (!r->cache || !pool_init(&r->pool, &pool)) {
		return EXIT_HAZARD_TOOL;
	}
	int result = r->session.build_only || see_doctor(r) ? run_selection(r)
		     : r->pool.end == POOL_OUT_OF_TIME      ? EXIT_HAZARD_TIMEOUT
							    : EXIT_HAZARD_INTERRUPTED;
	pool_finish(&r->pool);
	/* What was never run was not clean. */
	bool strays = !count && say_strays(&r->catalog);
	return strays && result != EXIT_HAZARD_INTERRUPTED ? EXIT_HAZARD_FINDINGS : result;
}

int
cmd_run(int argc, char **argv)
{
	struct run r = {.session.detectors = {[DET_TSAN] = true,
				[DET_HELGRIND] = true,
				[DET_DRD] = true,
				[DET_NATIVE] = true}};
	const char *value;
	int key, result = EXIT_HAZARD_USAGE;
	optind = 0;
	while ((key = cmd_option(argc, argv, &usage, &r.common, &value)) != CMD_END) {
		if (key == CMD_BAD || !take_option(&r, key, value)) {
			goto out;
		}
	}
	if (r.common.help) {
		cmd_help(&usage, stdout);
		result = EXIT_HAZARD_OK;
		goto out;
	}
	result = start(&r, argv + optind, (size_t)(argc - optind));
out:
	cache_destroy(r.cache);
	catalog_free(&r.catalog);
	arena_free(&r.arena);
	return result;
}
