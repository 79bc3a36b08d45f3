// SPDX-License-Identifier: MIT
/* The run-time's own failures and the program's crashes; see tsan.h. */
#include <string.h>

#include "arena.h"
#include "text.h"
#include "tsan_state.h"

enum blame { BLAME_NOBODY, BLAME_SET_UP, BLAME_PROGRAM };

static const struct {
	const char *words; /* anywhere in a line that begins like one of the run-time's */
	enum blame blame;
} rows[] = {
	{"unexpected memory mapping", BLAME_SET_UP},
	{"memory layout is incompatible even", BLAME_SET_UP},
	{"failed to read suppressions file", BLAME_SET_UP},
	{"failed to parse suppressions", BLAME_SET_UP},
	{"External symbolizer path is set to", BLAME_SET_UP},
	{"ThreadSanitizer: ERROR: ", BLAME_SET_UP},
	{"ERROR: Invalid value for ", BLAME_SET_UP},
	{"incorrect value for ", BLAME_SET_UP},
	{"FATAL: ThreadSanitizer", BLAME_PROGRAM},
	{"ThreadSanitizer: CHECK failed", BLAME_PROGRAM},
	{"ThreadSanitizer CHECK failed", BLAME_PROGRAM},
	{"after multi-threaded fork is not supported", BLAME_PROGRAM},
	{"finished with ignores enabled", BLAME_PROGRAM},
	{"ERROR: ThreadSanitizer failed to", BLAME_PROGRAM},
	{"ERROR: ThreadSanitizer: ", BLAME_PROGRAM},
	{"out of memory", BLAME_PROGRAM},
	{"nested bug in the same thread", BLAME_PROGRAM},
	{"Thread limit (", BLAME_PROGRAM},
};

static const char *const signals[] = {
	"SEGV", "BUS", "FPE", "ILL", "ABRT", "TRAP", "stack-overflow", NULL};

/* Takes "==12==" off. */
static void
take_pid(struct span *line)
{
	size_t i = 2;
	if (!span_starts(*line, "==")) {
		return;
	}
	while (i < line->len && line->s[i] >= '0' && line->s[i] <= '9') {
		i++;
	}
	struct span rest = span_from(*line, i);
	if (i > 2 && span_take(&rest, "==")) {
		*line = rest;
	}
}

bool
tsan_abort_begins(struct span line)
{
	take_pid(&line);
	return span_starts(line, "FATAL: ThreadSanitizer") ||
	       span_starts(line, "ThreadSanitizer: ") ||
	       span_starts(line, "ThreadSanitizer CHECK failed") ||
	       span_starts(line, "ERROR: ThreadSanitizer") ||
	       span_starts(line, "ERROR: External symbolizer") ||
	       span_starts(line, "ERROR: Invalid value for ");
}

static enum blame
blame_of(struct span line)
{
	if (!tsan_abort_begins(line)) {
		return BLAME_NOBODY;
	}
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (span_find(line, rows[i].words) >= 0) {
			return rows[i].blame;
		}
	}
	return BLAME_NOBODY;
}

static void
give_up(struct tsan_state *s, struct span line, bool set_up)
{
	if (!s->log->abort) {
		s->log->abort = arena_strndup(s->arena, line.s, line.len);
		s->log->abort_set_up = set_up;
	}
}

/* "ERROR: ThreadSanitizer: SEGV on unknown address …": a crash of somebody. */
static bool
crash(struct tsan_state *s, struct span line)
{
	static const char error[] = "ERROR: ThreadSanitizer: ";
	if (!span_take(&line, error)) {
		return false;
	}
	for (size_t i = 0; signals[i]; i++) {
		if (span_starts(line, signals[i])) {
			ptrdiff_t registers = span_find(line, " (pc ");
			line.len = registers < 0 ? line.len : (size_t)registers;
			s->where = IN_CRASH;
			s->crash = arena_strndup(s->arena, line.s, line.len);
			return true;
		}
	}
	return false;
}

bool
tsan_abort_line(struct tsan_state *s, struct span line)
{
	static const char warning[] = "WARNING: ";
	enum blame blame = blame_of(line);
	take_pid(&line);
	if (span_starts(line, warning) && span_find(line, "external symbolizer") >= 0) {
		s->log->unsymbolized = true;
	}
	if (blame == BLAME_NOBODY) {
		return false;
	}
	if (!crash(s, line)) {
		give_up(s, line, blame == BLAME_SET_UP);
	}
	return true;
}

/* Functions that clang and gcc put before every load and store. */
static bool
is_access(const char *function)
{
	static const char *const prefixes[] = {"__tsan_read", "__tsan_write", "__tsan_unaligned",
		"__tsan_atomic", "__tsan_volatile", "__tsan_vptr", "__tsan_mem", NULL};
	for (size_t i = 0; prefixes[i]; i++) {
		if (text_starts(function, prefixes[i])) {
			return true;
		}
	}
	return false;
}

static bool
is_run_time(const char *function)
{
	return text_starts(function, "__tsan") || text_starts(function, "__sanitizer") ||
	       text_starts(function, "__sancov");
}

static bool
is_programs(const struct stack *stack)
{
	for (size_t i = 0; i < stack->count; i++) {
		const char *function = stack->frames[i].function;
		if (function && !is_access(function)) {
			return !is_run_time(function);
		}
	}
	return false;
}

void
tsan_crash_end(struct tsan_state *s)
{
	struct tsan_log *log = s->log;
	struct stack stack = tsan_take_stack(s);
	s->where = OUTSIDE;
	if (!is_programs(&stack)) {
		char *line = arena_printf(s->arena, "ThreadSanitizer itself crashed: %s", s->crash);
		give_up(s, span_of(line), false);
	} else if (!log->dead_signal) {
		log->dead_signal = true;
		log->signal = s->crash;
		log->signal_stack = stack;
	}
}
