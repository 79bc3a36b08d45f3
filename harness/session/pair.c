// SPDX-License-Identifier: MIT
#include "pair.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "arena.h"
#include "buf.h"
#include "case.h"
#include "clock.h"
#include "detect.h"
#include "fingerprint.h"
#include "fs.h"
#include "oracle.h"
#include "pool.h"
#include "search.h"
#include "verdict.h"

/*
 * A case takes at most some 50 ms natively.  The limits leave room for a busy machine; what meets the wall limit
 * while it could run is tried once more alone, with SECOND_TRY times as much.
 */
static const struct {
	int64_t wall_s, cpu_s;
} limits[DET_COUNT] = {
	[DET_TSAN] = {20, 10},
	[DET_HELGRIND] = {60, 40},
	[DET_DRD] = {60, 40},
	[DET_NATIVE] = {10, 3},
	[DET_EXPLORE] = {120, 120},
};

enum { SECOND_TRY = 4 };

/*
 * The explorer's budget is counted in schedules, so that its verdict does not hang on the machine's speed; the time
 * only stops a program that computes much between two steps.
 */
enum { SCHEDULES_QUICK = 5000, SCHEDULES = 20000, SCHEDULES_EXACT = 100000, SCHEDULES_UNABLE = 50 };
enum { SEARCH_S = 20, SEARCH_EXACT_S = 60 };

static long
schedules(const struct pair *p)
{
	const struct program *broken = p->twin ? p->twin : p->program;
	const struct silence *silence = program_silence(broken, DET_EXPLORE);

	if (p->judge.iterations > 0) {
		return SCHEDULES_EXACT;
	}
	/* It says so after the first one. */
	if (silence && silence->unable) {
		return SCHEDULES_UNABLE;
	}
	/* What must be seen is looked for as always. */
	return p->judge.quick && p->program->role != PROGRAM_BROKEN ? SCHEDULES_QUICK : SCHEDULES;
}

static void
conclude(struct pair *p)
{
	*p->verdict = judge_detector(p->arena, p->program, p->twin, p->detector,
		p->observations.items, p->observations.len, &p->plan, &p->judge);
	p->verdict->command = p->command;
	p->done = true;
}

/* A run that could not be made is an observation too: an error. */
static void
cannot_run(struct pair *p, const char *why)
{
	*VEC_PUSH(&p->observations) = (struct observation){.error = why, .out = "", .err = ""};
	conclude(p);
}

/* Makes the run's own folder, in which the detector writes, and in it the program's working folder. */
static bool
make_folder(struct pair *p, char **cwd)
{
	p->folder = fs_temp_dir(p->arena, p->scratch, "run-");
	*cwd = p->folder ? fs_join(p->arena, p->folder, "cwd") : NULL;
	return *cwd && mkdir(*cwd, 0777) == 0;
}

/* In single quotes, as POSIX shells take it. */
static void
add_quoted(struct buf *out, const char *word)
{
	buf_addc(out, '\'');
	for (; *word; word++) {
		if (*word == '\'') {
			buf_adds(out, "'\\''");
		} else {
			buf_addc(out, *word);
		}
	}
	buf_addc(out, '\'');
}

static void
print_command(const struct detect_launch *launch, const char *cwd)
{
	struct buf line = {0};
	buf_adds(&line, "cd ");
	add_quoted(&line, cwd);
	buf_adds(&line, launch->fixed_addresses ? " && exec setarch -R env" : " && exec env");
	for (size_t i = 0; launch->env && launch->env[i]; i++) {
		buf_addc(&line, ' ');
		add_quoted(&line, launch->env[i]);
	}
	for (size_t i = 0; launch->argv[i]; i++) {
		buf_addc(&line, ' ');
		add_quoted(&line, launch->argv[i]);
	}
	fprintf(stderr, "%s\n", line.data);
	buf_free(&line);
}

static void
submit(struct pair *p, struct pool *pool)
{
	const struct detect_row *row = detect_row(p->detector);
	struct detect_launch launch = {0};
	const char **command = arena_alloc(p->arena, 2, sizeof *command);
	char *cwd;
	command[0] = p->binary;
	if (!make_folder(p, &cwd)) {
		cannot_run(p, arena_printf(p->arena, "no folder for the run: %s", strerror(errno)));
		return;
	}
	bool exact = p->judge.iterations > 0;
	struct detect_request request = {
		.command = command,
		.scratch = p->folder,
		.tsan_options = getenv("TSAN_OPTIONS"),
		.hazard = fs_self(p->arena),
		.root = p->root,
		.source = p->program->file,
		.schedules = schedules(p),
		.seconds = exact ? SEARCH_EXACT_S : SEARCH_S,
	};
	if (!detect_prepare(p->detector, p->arena, &request, &launch)) {
		cannot_run(p, arena_printf(p->arena, "%s can't be started",
				      row->programs[0] ? row->programs[0] : p->binary));
		return;
	}
	if (p->print_commands) {
		print_command(&launch, cwd);
	}
	int64_t longer = p->alone ? SECOND_TRY : 1;
	pool_submit(
		pool, &(struct spawn_spec){
			      .argv = launch.argv,
			      .changes = launch.env,
			      .dir = cwd,
			      .wall_ns = limits[p->detector].wall_s * longer * CLOCK_NS_PER_S,
			      .cpu_ns = limits[p->detector].cpu_s * longer * CLOCK_NS_PER_S,
			      .fixed_addresses = launch.fixed_addresses,
			      .watch_hang = p->detector != DET_EXPLORE,
			      .ignore_sleeper = p->detector == DET_TSAN,
			      .ignore_helper = p->detector == DET_TSAN ? "llvm-symbolizer" : NULL,
			      .alone = p->alone,
			      .label = p->testcase->id,
			      .user = p,
		      });
}

void
pair_begin(struct pair *p, struct pool *pool)
{
	p->plan = judge_plan(p->program, p->twin, p->detector, &p->judge);
	if (p->plan.runs == 0) {
		conclude(p);
	} else if (p->detector == DET_TSAN && !detect_is_instrumented(p->binary)) {
		cannot_run(p, "the program is not instrumented: its compiler took "
			      "-fsanitize=thread and left it out");
	} else {
		submit(p, pool);
	}
}

/* The program's own answer, where the detector has not told one already. */
static void
ask_oracle(struct pair *p, const struct run_result *r, struct observation *o)
{
	bool crashed = o->outcome == KIND_CRASH;
	if (!o->valid || o->outcome == KIND_TOOL_ABORT || p->detector == DET_EXPLORE) {
		return;
	}
	const char *evidence = o->evidence;
	struct oracle_answer answer = oracle_ask(p->arena, p->program,
		&(struct oracle_input){
			.hang = r->end == RUN_HANG,
			.spin = r->end == RUN_SPIN,
			.exit_code = r->exit_code,
			.signal = r->end == RUN_SIGNALLED ? r->signal : 0,
			.crashed = crashed,
			.tool_exit = detect_row(p->detector)->tool_exit,
			.out = r->out.data,
			.err = r->err.data,
			.out_len = r->out.len,
			.err_len = r->err.len,
			.out_cut = r->out.dropped > 0,
		});
	o->right = answer.right;
	o->outcome = answer.outcome;
	o->evidence = crashed && evidence ? evidence : answer.evidence;
}

/* What the run's end alone says against it; NULL: nothing. */
static const char *
end_error(struct pair *p, const struct spawn_spec *spec, const struct run_result *r)
{
	struct buf why = {0};
	switch (r->end) {
	case RUN_EXITED:
	case RUN_SIGNALLED:
	case RUN_HANG:
	case RUN_SPIN:
		return NULL;
	case RUN_TIMEOUT:
		return arena_printf(p->arena,
			"it was still running after %lld s, twice, the second time alone",
			(long long)(spec->wall_ns / CLOCK_NS_PER_S));
	default:
		run_result_describe(r, spec, &why);
		const char *text = arena_strdup(p->arena, buf_str(&why));
		buf_free(&why);
		return text;
	}
}

/* `text` with the built program's name in place of its path, which is this machine's; in the arena. */
static char *
without_path(struct pair *p, const char *text, size_t *len)
{
	const char *name = fs_base(p->binary), *end = text + *len, *at;
	size_t n = strlen(p->binary);
	struct buf out = {0};
	while ((at = memmem(text, (size_t)(end - text), p->binary, n))) {
		buf_add(&out, text, (size_t)(at - text));
		buf_adds(&out, name);
		text = at + n;
	}
	buf_add(&out, text, (size_t)(end - text));
	*len = out.len;
	char *copy = arena_strndup(p->arena, buf_str(&out), out.len);
	buf_free(&out);
	return copy;
}

static void
hide_paths(struct pair *p, struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		struct finding *f = &findings->items[i];
		f->text = without_path(p, f->text ? f->text : "", &f->text_len);
		if (f->location.words) {
			size_t len = strlen(f->location.words);
			f->location.words = without_path(p, f->location.words, &len);
		}
	}
}

/* The explorer's findings, each with its schedule in a file of its own. */
static void
take_search(struct pair *p, struct search *s)
{
	const char *folder =
		p->schedules ? fs_join(p->arena, p->schedules, p->testcase->class) : NULL;
	for (size_t i = 0; i < s->failure_count; i++) {
		struct search_failure *f = &s->failures[i];
		struct findings one = {&f->finding, !kind_is_outcome(f->kind)};
		findings_identify(&one, p->program->file, p->source);
		hide_paths(p, &one);
		if (folder && fs_make_dirs(folder)) {
			fs_write(fs_join(p->arena, folder, f->name), f->text, f->text_len);
		}
	}
}

static struct observation
observe(struct pair *p, const struct spawn_spec *spec, const struct run_result *r)
{
	struct observation o = {
		.valid = true,
		.wall_ns = r->wall_ns,
		.cpu_ns = r->cpu_ns,
		.exit_code = r->exit_code,
		.signal = r->signal,
		.out = arena_strndup(p->arena, r->out.data, r->out.len),
		.err = arena_strndup(p->arena, r->err.data, r->err.len),
		.out_len = r->out.len,
		.err_len = r->err.len,
	};
	const char *error = end_error(p, spec, r);
	if (error) {
		o.valid = false;
		o.error = error;
		return o;
	}
	struct detect_ending ending = {
		.exited = r->end == RUN_EXITED,
		.code = r->exit_code,
		.signal = r->signal,
		.hang = r->end == RUN_HANG,
		.spin = r->end == RUN_SPIN,
	};
	detect_collect(p->detector, p->arena, p->folder, &ending, &o);
	findings_identify(&o.findings, p->program->file, p->source);
	hide_paths(p, &o.findings);
	if (o.valid && o.search) {
		take_search(p, o.search);
	}
	ask_oracle(p, r, &o);
	return o;
}

void
pair_ended(struct pair *p, struct pool *pool, const struct spawn_spec *spec,
	const struct run_result *r)
{
	if (r->end == RUN_INTERRUPTED) {
		fs_remove(p->folder);
		return;
	}
	if (r->end == RUN_TIMEOUT && !p->alone) {
		fs_remove(p->folder);
		p->alone = true;
		submit(p, pool);
		return;
	}
	*VEC_PUSH(&p->observations) = observe(p, spec, r);
	fs_remove(p->folder);
	p->alone = false;
	if (judge_enough(p->program, p->detector, p->observations.items, p->observations.len,
		    &p->plan)) {
		conclude(p);
	} else {
		submit(p, pool);
	}
}

void
pair_finish(struct pair *p)
{
	VEC_FREE(&p->observations);
}
