// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <getopt.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "case.h"
#include "cmd.h"
#include "confirm.h"
#include "diag.h"
#include "explore_print.h"
#include "explore_target.h"
#include "finding_build.h"
#include "fs.h"
#include "sched_file.h"
#include "source_lines.h"
#include "text.h"
#include "toolchain.h"
#include "trace_chrome.h"

enum { KEY_GDB = 256, KEY_TRACE, KEY_WHOLE, KEY_TIMES, SCHED_MAX = 256 << 20, GDB_ARGS = 32 };

static const struct cmd_option options[] = {
	{"gdb", NULL, KEY_GDB, "run it under gdb, which stops at each switch of threads"},
	{"trace", "chrome[=FILE]", KEY_TRACE,
		"write the steps for chrome://tracing (default FILE: SCHEDULE.json; -: stdout)"},
	{"whole", NULL, KEY_WHOLE, "show every step"},
	{"times", "N", KEY_TIMES, "so often, and say whether all took the same steps"},
	{0},
};

static const struct cmd_usage usage = {
	.synopsis = "replay [OPTION…] FILE",
	.about = "Runs a schedule recorded by `hazard explore` again, exactly, and shows it.\n"
		 "Exit code 1: it fails as it did; 3: it can't be replayed, or went another way.",
	.options = options,
};

struct replay {
	struct cmd_common common;
	bool gdb, whole, trace;
	long times;             /* 0: once, and shown */
	const char *trace_file; /* NULL: beside the schedule */
	struct explore_target target;
	struct sched_file file;
	const char *name;
};

static bool
take_option(struct replay *r, int key, const char *value)
{
	if (key == KEY_TRACE) {
		r->trace = true;
		r->trace_file = strncmp(value, "chrome=", 7) == 0 ? value + 7 : NULL;
		if (!r->trace_file && strcmp(value, "chrome") != 0) {
			diag("--trace: no `%s`; chrome or chrome=FILE", value);
			return false;
		}
	}
	if (key == KEY_TIMES) {
		return cmd_number("times", value, 1, 1000000, &r->times);
	}
	r->gdb |= key == KEY_GDB;
	r->whole |= key == KEY_WHOLE;
	return true;
}

static bool
is_same(struct replay *r, const char *path)
{
	const char *hash = fs_exists(path) ? sched_file_hash(&r->target.arena, path) : NULL;
	return hash && strcmp(hash, r->file.hash) == 0;
}

/* A case's program may have left the cache; it is what it was if it is built from what it was. */
static int
find_program(struct replay *r)
{
	struct sched_file *f = &r->file;
	struct toolchain tools;
	if (f->case_file) {
		int code = explore_target_case(&r->target, &r->common, f->case_file);
		if (code != EXIT_HAZARD_OK) {
			return code;
		}
		f->program = r->target.program.argv[0];
		f->argv = r->target.program.argv;
		f->dir = r->target.program.dir;
	}
	if (!is_same(r, f->program)) {
		diag("%s: the program %s %s; explore it again", r->name, f->program,
			fs_exists(f->program) ? "has changed since this schedule was recorded"
					      : "is gone");
		return EXIT_HAZARD_TOOL;
	}
	if (f->preload) {
		if (!toolchain_find(&r->target.arena, &tools) || !tools.preload) {
			return EXIT_HAZARD_TOOL;
		}
		f->preload = tools.preload;
	}
	return EXIT_HAZARD_OK;
}

/* Becomes gdb. */
static int
run_gdb(struct replay *r)
{
	struct arena *a = &r->target.arena;
	struct launch_program program = sched_file_program(&r->file);
	struct launch run = {.program = &program,
		.config = r->file.config,
		.choices = r->file.failure.choices,
		.shared = r->file.failure.shared};
	char path[LAUNCH_PATH];
	const char *gdb = fs_program(a, "gdb"), **argv;
	size_t n = 0, count = 0;
	if (!gdb) {
		diag("no gdb in $PATH; `apt-get install gdb`");
		return EXIT_HAZARD_TOOL;
	}
	run.config.mode = PROTO_REPLAY;
	run.config.schedules = 1;
	run.config.choice_count = r->file.failure.choice_count;
	run.config.shared_count = r->file.failure.shared_count;
	run.config.options |= PROTO_OPT_GDB | PROTO_OPT_KEEP_OUTPUT;
	if (!launch_open(&run, path) || fcntl(run.fd, F_SETFD, 0) < 0) {
		return EXIT_HAZARD_TOOL;
	}
	while (program.argv[count]) {
		count++;
	}
	argv = arena_alloc(a, GDB_ARGS + count, sizeof *argv);
	const char *settings[] = {"set startup-with-shell off", "set breakpoint pending on",
		"set environment LD_BIND_NOW 1",
		arena_printf(a, "set environment " PROTO_ENV " %s", path), "break hazard_switch",
		program.preload ? arena_printf(a, "set environment LD_PRELOAD %s", program.preload)
				: NULL,
		program.dir ? arena_printf(a, "set cwd %s", program.dir) : NULL};
	argv[n++] = gdb;
	argv[n++] = "-q";
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		if (settings[i]) {
			argv[n++] = "-ex";
			argv[n++] = settings[i];
		}
	}
	argv[n++] = "--args";
	argv[n++] = r->file.program;
	for (size_t i = 1; i < count; i++) {
		argv[n++] = program.argv[i];
	}
	execv(gdb, (char *const *)argv);
	diag("start %s:", gdb);
	return EXIT_HAZARD_TOOL;
}

static bool
write_trace(struct replay *r, const struct symbols *s, const struct explore_failure *f,
	struct source_lines *source)
{
	struct buf text = {0};
	const char *file =
		r->trace_file ? r->trace_file : arena_printf(&r->target.arena, "%s.json", r->name);
	trace_chrome_add(&text, s, f, source);
	bool ok = strcmp(file, "-") == 0 ? cmd_write(&text) == EXIT_HAZARD_OK
					 : fs_write(file, text.data, text.len);
	buf_free(&text);
	return ok;
}

static int
show(struct replay *r, struct explore_failure *f)
{
	struct arena *a = &r->target.arena;
	struct source_lines source;
	struct symbols symbols;
	struct buf text = {0};
	int code = EXIT_HAZARD_OK;
	setlocale(LC_CTYPE, "");
	source_lines_init(
		&source, a, r->target.root, r->target.of_case ? r->target.of_case->file : NULL);
	symbols_init(&symbols, a, f->trace.proto);
	symbols_want_all(&symbols, f->trace.proto);
	symbols_resolve(&symbols);
	finding_build(a, &symbols, f);
	struct explore_print how = {
		.source = &source,
		.width = cmd_width(),
		.color = cmd_use_color(&r->common, stdout),
		.utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0,
		.whole = r->whole,
	};
	if (r->trace && !write_trace(r, &symbols, f, &source)) {
		code = EXIT_HAZARD_TOOL;
	}
	if (!r->trace || !r->trace_file || strcmp(r->trace_file, "-") != 0) {
		explore_print_failure(&text, &symbols, f, &how);
		buf_addf(&text, "\nreplayed: %s, as recorded; %u steps, %u preemption%s\n",
			kind_name(f->kind), f->raw.steps, f->raw.preemptions,
			f->raw.preemptions == 1 ? "" : "s");
		text_no_commands(&text, 0);
		code = cmd_write(&text) == EXIT_HAZARD_OK ? code : EXIT_HAZARD_TOOL;
	}
	buf_free(&text);
	symbols_finish(&symbols);
	return code == EXIT_HAZARD_OK ? EXIT_HAZARD_FINDINGS : code;
}

static int
run(struct replay *r)
{
	struct launch_program program = sched_file_program(&r->file);
	struct explore_failure f = r->file.failure;
	const char *why;
	int code = EXIT_HAZARD_TOOL;
	confirm_replay(&r->target.arena, &program, &r->file.config, &f, &f.trace);
	const struct proto_failure *raw = confirm_check(&r->target.arena, &f.trace, &f, &why);
	if (raw) {
		f.raw = *raw;
		code = show(r, &f);
	} else {
		diag("%s: %s", r->name, why);
		code = f.trace.end == LAUNCH_INTERRUPTED ? EXIT_HAZARD_INTERRUPTED
							 : EXIT_HAZARD_TOOL;
	}
	launch_finish(&f.trace);
	return code;
}

/* Many replays: one line, or what went another way. */
static int
run_times(struct replay *r)
{
	struct launch_program program = sched_file_program(&r->file);
	const struct explore_failure *f = &r->file.failure;
	struct arena *a = &r->target.arena;
	struct confirm_repeats repeats;
	struct buf text = {0};
	confirm_repeat(a, &program, &r->file.config, f, (uint64_t)r->times, &repeats);
	if (repeats.interrupted) {
		return EXIT_HAZARD_INTERRUPTED;
	}
	buf_addf(&text, "%s: %s, %s of %s replays with the same steps, in %u fresh processes\n",
		r->name, kind_name(f->kind), explore_number(a, repeats.same),
		explore_number(a, (uint64_t)r->times), repeats.processes);
	text_no_commands(&text, 0);
	int code = cmd_write(&text);
	buf_free(&text);
	if (repeats.why_not) {
		diag("%s: %s", r->name, repeats.why_not);
		return EXIT_HAZARD_TOOL;
	}
	return code == EXIT_HAZARD_OK ? EXIT_HAZARD_FINDINGS : code;
}

static int
start(struct replay *r, const char *file)
{
	struct buf text = {0};
	r->name = file;
	bool ok = fs_read(file, SCHED_MAX, &text) &&
		  sched_file_read(&r->target.arena, file, buf_str(&text), text.len, &r->file);
	buf_free(&text);
	if (!ok) {
		return EXIT_HAZARD_TOOL;
	}
	int code = find_program(r);
	return code != EXIT_HAZARD_OK ? code
	       : r->gdb               ? run_gdb(r)
	       : r->times             ? run_times(r)
				      : run(r);
}

int
cmd_replay(int argc, char **argv)
{
	struct replay r = {0};
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
	} else if (argc - optind != 1) {
		diag("replay one FILE.sched; `hazard replay --help`");
	} else {
		result = start(&r, argv[optind]);
	}
out:
	explore_target_finish(&r.target);
	return result;
}
