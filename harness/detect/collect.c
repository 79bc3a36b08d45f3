// SPDX-License-Identifier: MIT
#include "collect.h"

#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "fs.h"
#include "observation.h"
#include "text.h"
#include "tsan.h"
#include "valgrind.h"

/* The first thing that is wrong with the run is what is told. */
__attribute__((format(printf, 3, 4))) static void
invalid(struct arena *a, struct observation *o, const char *format, ...)
{
	if (!o->valid) {
		return;
	}
	va_list args;
	va_start(args, format);
	o->valid = false;
	o->error = arena_vprintf(a, format, args);
	va_end(args);
}

static void
set_outcome(struct observation *o, enum kind outcome, const char *evidence)
{
	o->right = false;
	o->outcome = outcome;
	o->evidence = evidence;
}

/* The line of stderr that begins with one of `starts` (ended by NULL); NULL where there is none. */
static const char *
stderr_line(struct arena *a, const struct observation *o, const char *const *starts)
{
	for (const char *line = o->err; line && *line;) {
		size_t len = strcspn(line, "\n");
		for (size_t i = 0; starts[i]; i++) {
			if (text_starts(line, starts[i])) {
				return arena_strndup(a, line, len);
			}
		}
		line += len + (line[len] == '\n');
	}
	return NULL;
}

/* The whole file in the arena; NULL where it can't be read. */
static const char *
read_log(struct arena *a, const char *scratch, const char *name, size_t *len)
{
	struct buf text = {0};
	const char *copy = NULL;
	if (fs_read(fs_join(a, scratch, name), COLLECT_MOST_BYTES, &text)) {
		copy = arena_memdup(a, buf_str(&text), text.len);
		*len = text.len;
	}
	buf_free(&text);
	return copy;
}

typedef void parse_function(const char *text, size_t len, struct arena *arena, void *log);

/* Parses the files that begin and end so, in the order of their names. */
static size_t
parse_files(struct arena *a, const char *scratch, const char *prefix, const char *suffix,
	parse_function *parse, void *log, struct observation *o)
{
	const char **names = fs_list(a, scratch);
	size_t files = 0;
	if (!names) {
		invalid(a, o, "the folder for the tool's reports is gone: %s", scratch);
		return 0;
	}
	if (access(scratch, W_OK | X_OK) != 0) {
		invalid(a, o, "the tool could not write its reports to %s", scratch);
	}
	for (; *names; names++) {
		size_t len = 0;
		if (!text_starts(*names, prefix) || !text_ends(*names, suffix)) {
			continue;
		}
		const char *text = read_log(a, scratch, *names, &len);
		if (text) {
			parse(text, len, a, log);
			files++;
		} else {
			invalid(a, o,
				"the tool's report %s can't be read, or is larger than 64 MiB",
				*names);
		}
	}
	return files;
}

static void
check_kinds(struct arena *a, struct observation *o, const char *tool)
{
	for (size_t i = 0; i < o->findings.count; i++) {
		const struct finding *f = &o->findings.items[i];
		if (f->kind == KIND_UNKNOWN) {
			invalid(a, o, "%s said something that hazard does not know: \"%s\"", tool,
				f->words);
		}
	}
}

static void
parse_tsan(const char *text, size_t len, struct arena *arena, void *log)
{
	tsan_parse(text, len, arena, log);
}

/* Refusals that come before the log is opened, so that they are the first thing on stderr; the exit
 * code may be 0. */
static void
check_tsan_options(struct arena *a, struct observation *o)
{
	static const char *const refusals[] = {"ThreadSanitizer: ERROR: ",
		"ERROR: Invalid value for ", "ThreadSanitizer: incorrect value for ", NULL};
	for (size_t i = 0; o->err && refusals[i]; i++) {
		if (text_starts(o->err, refusals[i])) {
			invalid(a, o, "ThreadSanitizer did not accept TSAN_OPTIONS: %.*s",
				(int)strcspn(o->err, "\n"), o->err);
		}
	}
}

static void
check_tsan_abort(struct arena *a, const struct tsan_log *log, struct observation *o)
{
	if (!log->abort) {
		return;
	}
	if (!log->abort_set_up) {
		set_outcome(o, KIND_TOOL_ABORT, log->abort);
		return;
	}
	bool mapping = strstr(log->abort, "memory mapping") || strstr(log->abort, "memory layout");
	invalid(a, o, "ThreadSanitizer could not start: %s%s", log->abort,
		mapping ? " (this kernel's address randomness is too high for it: "
			  "sysctl vm.mmap_rnd_bits=28, or run under setarch -R)"
			: "");
}

/* A test framework that can't live with ThreadSanitizer's address space. */
static void
check_criterion(struct arena *a, struct observation *o)
{
	static const char words[] = "Could not initialize inheritable arena";
	if (o->err && strstr(o->err, words)) {
		invalid(a, o, "Criterion does not run under ThreadSanitizer: \"%s\"", words);
	}
}

void
collect_tsan(
	struct arena *a, const char *scratch, const struct detect_ending *e, struct observation *o)
{
	struct tsan_log log = {0};
	check_tsan_options(a, o);
	parse_files(a, scratch, COLLECT_TSAN_PREFIX ".", "", parse_tsan, &log, o);
	o->findings = log.findings;
	check_tsan_abort(a, &log, o);
	check_criterion(a, o);
	if (log.unsymbolized) {
		invalid(a, o,
			"ThreadSanitizer found no symbolizer, so its reports name no line: "
			"install llvm-symbolizer of the compiler's version");
	}
	if (log.dead_signal && !log.abort) {
		set_outcome(o, KIND_CRASH, log.signal);
	}
	bool reported = e->exited && e->code == DETECT_TSAN_EXIT;
	if (reported && !o->findings.count && !log.abort && !log.dead_signal) {
		invalid(a, o, "ThreadSanitizer ended the program with exit %d, but left no report",
			DETECT_TSAN_EXIT);
	}
	check_kinds(a, o, "ThreadSanitizer");
}

static void
parse_valgrind(const char *text, size_t len, struct arena *arena, void *log)
{
	valgrind_parse(text, len, arena, log);
}

/* Nothing usable in the folder: what Valgrind said of it on stderr, if anything. */
static const char *
valgrind_reason(struct arena *a, const struct observation *o)
{
	static const char *const starts[] = {
		"valgrind:", "valgrind.bin:", "Fatal error at startup", NULL};
	const char *line = stderr_line(a, o, starts);
	return line ? arena_printf(a, ": %s", line) : "";
}

/* Valgrind's own failure in the middle: "valgrind: the 'impossible' happened". */
static void
check_finished(struct arena *a, const struct valgrind_log *log, const struct detect_ending *e,
	struct observation *o)
{
	static const char *const starts[] = {"valgrind: the 'impossible' happened",
		"vex: the `impossible'", "valgrind: m_", "Valgrind: FATAL:", NULL};
	if (!e->exited || log->finished || !o->valid) {
		return;
	}
	const char *line = stderr_line(a, o, starts);
	if (line) {
		set_outcome(o, KIND_TOOL_ABORT, line);
	} else {
		invalid(a, o, "Valgrind ended without finishing its report%s",
			valgrind_reason(a, o));
	}
}

static void
collect_valgrind(struct arena *a, const char *scratch, const struct detect_ending *e,
	struct observation *o, const char *tool, bool helgrind)
{
	struct valgrind_log log = {0};
	size_t files = parse_files(a, scratch, "", COLLECT_XML_SUFFIX, parse_valgrind, &log, o);
	o->findings = log.findings;
	if (!files) {
		invalid(a, o, "%s wrote no report%s", tool, valgrind_reason(a, o));
	}
	if (log.other_tool) {
		invalid(a, o, "the report is of another tool (%s), not of %s", log.other_tool,
			tool);
	}
	if (helgrind ? !log.helgrind || log.drd : !log.drd || log.helgrind) {
		invalid(a, o, "the report does not say that %s ran%s", tool, valgrind_reason(a, o));
	}
	if (!log.running) {
		invalid(a, o, "%s began, but never ran the program%s", tool, valgrind_reason(a, o));
	}
	check_finished(a, &log, e, o);
	check_kinds(a, o, tool);
}

void
collect_helgrind(
	struct arena *a, const char *scratch, const struct detect_ending *e, struct observation *o)
{
	collect_valgrind(a, scratch, e, o, "Helgrind", true);
}

void
collect_drd(
	struct arena *a, const char *scratch, const struct detect_ending *e, struct observation *o)
{
	collect_valgrind(a, scratch, e, o, "DRD", false);
}

/* The program alone: what it did is for the oracle. */
void
collect_native(
	struct arena *a, const char *scratch, const struct detect_ending *e, struct observation *o)
{
	(void)a;
	(void)scratch;
	(void)e;
	o->findings = (struct findings){0};
}
