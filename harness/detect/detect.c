// SPDX-License-Identifier: MIT
#include "detect.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "collect.h"
#include "diag.h"
#include "explored.h"
#include "observation.h"

static size_t
count(const char *const *list)
{
	size_t n = 0;
	while (list[n]) {
		n++;
	}
	return n;
}

/* `first` (ended by NULL), then the command. */
static const char **
arguments(struct arena *a, const char *const *first, const char *const *command)
{
	size_t n = count(first), m = count(command);
	const char **argv = arena_alloc(a, n + m + 1, sizeof *argv);
	memcpy(argv, first, n * sizeof *argv);
	memcpy(argv + n, command, m * sizeof *argv);
	return argv;
}

static const char **
environment(struct arena *a, const char *setting)
{
	const char **env = arena_alloc(a, 2, sizeof *env);
	env[0] = setting;
	return env;
}

static bool
native_prepare(struct arena *a, const struct detect_request *r, struct detect_launch *out)
{
	static const char *const none[] = {NULL};
	*out = (struct detect_launch){
		.argv = arguments(a, none, r->command), .env = environment(a, NULL)};
	return true;
}

/*
 * The user's options come first: of two settings of one option the run-time takes the last.  The
 * path is quoted, as blanks, commas and colons separate options (sanitizer_flag_parser.cpp).
 */
static bool
tsan_prepare(struct arena *a, const struct detect_request *r, struct detect_launch *out)
{
	static const char *const none[] = {NULL};
	const char *quote = strchr(r->scratch, '\'') ? "\"" : "'";
	if (strpbrk(r->scratch, quote)) {
		diag("ThreadSanitizer can't write to a folder with both quotes in its name: %s",
			r->scratch);
		return false;
	}
	const char *users = r->tsan_options ? r->tsan_options : "";
	*out = (struct detect_launch){
		.argv = arguments(a, none, r->command),
		.env = environment(a, arena_printf(a,
					      "TSAN_OPTIONS=%s%sexitcode=%d:log_path=%s%s/%s%s:"
					      "second_deadlock_stack=1:history_size=7:"
					      "halt_on_error=0",
					      users, users[0] ? ":" : "", DETECT_TSAN_EXIT, quote,
					      r->scratch, COLLECT_TSAN_PREFIX, quote)),
		.fixed_addresses = true,
	};
	return true;
}

/* --xml-file=SCRATCH/%p.xml; what else is a '%' in the path is doubled (Valgrind's
 * expand_file_name). */
static const char *
xml_file(struct arena *a, const char *scratch)
{
	struct buf path = {0};
	buf_adds(&path, "--xml-file=");
	for (const char *p = scratch; *p; p++) {
		buf_adds(&path, *p == '%' ? "%" : "");
		buf_addc(&path, *p);
	}
	buf_addf(&path, "/%%p%s", COLLECT_XML_SUFFIX);
	const char *option = arena_strdup(a, buf_str(&path));
	buf_free(&path);
	return option;
}

static bool
valgrind_prepare(struct arena *a, const struct detect_request *r, struct detect_launch *out,
	const char *tool, const char *flag)
{
	const char *const first[] = {r->valgrind ? r->valgrind : "valgrind", tool, "-q",
		"--vgdb=no", "--trace-children=yes", flag, "--xml=yes", xml_file(a, r->scratch),
		NULL};
	*out = (struct detect_launch){
		.argv = arguments(a, first, r->command), .env = environment(a, NULL)};
	return true;
}

static bool
helgrind_prepare(struct arena *a, const struct detect_request *r, struct detect_launch *out)
{
	return valgrind_prepare(a, r, out, "--tool=helgrind", "--free-is-write=yes");
}

static bool
drd_prepare(struct arena *a, const struct detect_request *r, struct detect_launch *out)
{
	return valgrind_prepare(a, r, out, "--tool=drd", "--check-stack-var=yes");
}

static const struct detect_row table[] = {
	{DET_TSAN, "tsan", {NULL}, DETECT_TSAN_EXIT, tsan_prepare, collect_tsan},
	{DET_HELGRIND, "valgrind", {"valgrind"}, 0, helgrind_prepare, collect_helgrind},
	{DET_DRD, "valgrind", {"valgrind"}, 0, drd_prepare, collect_drd},
	{DET_NATIVE, "native", {NULL}, 0, native_prepare, collect_native},
	{DET_EXPLORE, "explore", {"clang", "objcopy"}, 0, explored_prepare, collect_explored},
};

const struct detect_row *
detect_row(enum detector d)
{
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		if (table[i].detector == d) {
			return &table[i];
		}
	}
	assert(!"a detector without a row");
	return NULL;
}

bool
detect_prepare(
	enum detector d, struct arena *a, const struct detect_request *r, struct detect_launch *out)
{
	return detect_row(d)->prepare(a, r, out);
}

void
detect_collect(enum detector d, struct arena *a, const char *scratch, const struct detect_ending *e,
	struct observation *o)
{
	o->valid = true;
	o->error = NULL;
	detect_row(d)->collect(a, scratch, e, o);
}
