// SPDX-License-Identifier: MIT
#include <criterion/criterion.h>
#include <string.h>

#include "arena.h"
#include "detect.h"
#include "detect_fixture.h"
#include "fs.h"
#include "observation.h"

static struct arena arena;
static const struct detect_ending ended = {.exited = true, .code = 0},
				  reported = {.exited = true, .code = DETECT_TSAN_EXIT},
				  killed = {.signal = 15, .timeout = true, .hang = true};

static const char *
sample(const char *path)
{
	size_t len;
	return fixture_file(
		&arena, arena_printf(&arena, HAZARD_SOURCE "/reports/samples/%s", path), &len);
}

/* Collects from a folder with these two files (NULL: none). */
static struct observation
collect(enum detector d, struct detect_ending e, const char *err, const char *one, const char *two)
{
	bool tsan = d == DET_TSAN;
	char *folder = fs_temp_dir(&arena, "/tmp", "hazard-collect-");
	struct observation o = {.right = true, .err = err};
	if (one) {
		cr_assert(fs_write(
			fs_join(&arena, folder, tsan ? "tsan.10" : "10.xml"), one, strlen(one)));
	}
	if (two) {
		cr_assert(fs_write(
			fs_join(&arena, folder, tsan ? "tsan.11" : "11.xml"), two, strlen(two)));
	}
	detect_collect(d, &arena, folder, &e, &o);
	fs_remove(folder);
	return o;
}

static void
check_error(struct observation o, const char *words)
{
	cr_assert_not(o.valid);
	cr_assert_not_null(strstr(o.error, words), "%s lacks %s", o.error, words);
}

static void
check_good(struct observation o, size_t findings)
{
	cr_assert(o.valid, "%s", o.error);
	cr_assert_null(o.error);
	cr_assert_eq(o.findings.count, findings);
	cr_assert(o.right);
}

Test(collect, clean_runs)
{
	check_good(collect(DET_TSAN, ended, "", NULL, NULL), 0);
	check_good(collect(DET_HELGRIND, ended, "", sample("helgrind/clean.xml"), NULL), 0);
	check_good(collect(DET_DRD, ended, "", sample("drd/clean.xml"), NULL), 0);
	check_good(collect(DET_NATIVE, ended, "", NULL, NULL), 0);
}

Test(collect, findings_of_all_files)
{
	const char *race = sample("tsan-clang14/race.txt"),
		   *leak = sample("tsan-clang14/thread-leak.txt");
	check_good(collect(DET_TSAN, reported, "", race, leak), 2);
	check_good(collect(DET_TSAN, ended, "", race, NULL), 1);
	check_good(collect(DET_TSAN, killed, "", race, NULL), 1);
	check_good(collect(DET_HELGRIND, ended, "", sample("helgrind/race-heap.xml"),
			   sample("helgrind/lock-order.xml")),
		2);
}

Test(collect, what_the_program_prints_is_no_finding)
{
	const char *fake = sample("tsan-clang14/race.txt");
	check_good(collect(DET_TSAN, ended, fake, NULL, NULL), 0);
	check_error(collect(DET_TSAN, reported, fake, NULL, NULL), "left no report");
	check_good(collect(DET_NATIVE, ended, fake, fake, NULL), 0);
}

Test(collect, exit_113_needs_a_report)
{
	check_error(collect(DET_TSAN, reported, "", NULL, NULL), "exit 113");
	check_error(collect(DET_TSAN, reported, "", "nothing known\n", NULL), "exit 113");
}

Test(collect, the_tool_broke_on_the_program)
{
	static const char *const names[] = {
		"join-twice", "c11-threads", "threads-after-fork", "ignores"};
	for (size_t i = 0; i < 4; i++) {
		const char *log = sample(arena_printf(&arena, "tsan-clang14/%s.txt", names[i]));
		struct observation o = collect(DET_TSAN, reported, "", log, NULL);
		cr_expect(o.valid, "%s: %s", names[i], o.error);
		cr_expect_not(o.right, "%s", names[i]);
		cr_expect_eq(o.outcome, KIND_TOOL_ABORT, "%s", names[i]);
		cr_expect_not_null(o.evidence, "%s", names[i]);
	}
}

Test(collect, the_programs_own_crash)
{
	struct observation o =
		collect(DET_TSAN, reported, "", sample("tsan-gcc12/crash.txt"), NULL);
	cr_assert(o.valid);
	cr_assert_not(o.right);
	cr_assert_eq(o.outcome, KIND_CRASH);
	cr_assert_eq(o.findings.count, 1);
	cr_assert_not_null(strstr(o.evidence, "SEGV"));
}

Test(collect, thread_sanitizer_could_not_start)
{
	check_error(collect(DET_TSAN, reported, "",
			    "FATAL: ThreadSanitizer: unexpected memory mapping 0x1-0x2\n", NULL),
		"vm.mmap_rnd_bits");
	check_error(collect(DET_TSAN, reported, "",
			    "ThreadSanitizer: failed to read suppressions file 'x'\n", NULL),
		"suppressions file 'x'");
	struct observation o = collect(DET_TSAN, reported, "",
		"ThreadSanitizer: failed to read suppressions file 'x'\n", NULL);
	cr_assert_neq(o.outcome, KIND_TOOL_ABORT);
}

Test(collect, options_that_are_refused)
{
	struct detect_ending odd = {.exited = true, .code = 66};
	check_error(collect(DET_TSAN, odd, "ThreadSanitizer: ERROR: expected '=' in TSAN_OPTIONS\n",
			    NULL, NULL),
		"expected '='");
	check_error(collect(DET_TSAN, ended, "ERROR: Invalid value for int option: 'x'\nmore", NULL,
			    NULL),
		"option: 'x'");
	check_good(collect(DET_TSAN, ended,
			   "a line first\nERROR: Invalid value for int option: 'x'\n", NULL, NULL),
		0);
}

Test(collect, no_symbolizer)
{
	const char *log =
		arena_printf(&arena, "==1==WARNING: invalid path to external symbolizer!\n%s",
			sample("tsan-clang19/race.txt"));
	check_error(collect(DET_TSAN, reported, "", log, NULL), "llvm-symbolizer");
}

Test(collect, criterion_under_thread_sanitizer)
{
	check_error(
		collect(DET_TSAN, ended,
			"x\nCould not initialize inheritable arena: Cannot allocate\n", NULL, NULL),
		"Criterion");
	check_good(collect(DET_DRD, ended, "Could not initialize inheritable arena",
			   sample("drd/clean.xml"), NULL),
		0);
}

Test(collect, words_without_a_kind)
{
	check_error(collect(DET_TSAN, reported, "",
			    "WARNING: ThreadSanitizer: brand new (pid=3)\n    #0 main a.c:1 "
			    "(a+0x1)\n\n==================\n",
			    NULL),
		"\"brand new\"");
}

Test(collect, the_folder_is_gone)
{
	struct observation o = {0};
	detect_collect(DET_TSAN, &arena, "/nonexistent/scratch", &ended, &o);
	check_error(o, "gone");
}

Test(collect, valgrind_wrote_nothing)
{
	check_error(collect(DET_HELGRIND, ended, "", NULL, NULL), "Helgrind wrote no report");
	check_error(collect(DET_DRD, ended, "valgrind: a.out: command not found\n", NULL, NULL),
		"command not found");
	check_error(collect(DET_DRD, ended,
			    "x\nvalgrind:  Fatal error at startup: a function redirection\n", NULL,
			    NULL),
		"Fatal error at startup");
}

Test(collect, valgrind_never_ran_the_program)
{
	const char *clean = sample("helgrind/clean.xml");
	char *cut = arena_strndup(&arena, clean, (size_t)(strstr(clean, "<status>") - clean));
	check_error(collect(DET_HELGRIND, killed, "", cut, NULL), "never ran");
	check_error(collect(DET_DRD, ended, "", clean, NULL), "DRD ran");
	check_error(
		collect(DET_HELGRIND, ended, "", sample("drd/clean.xml"), NULL), "Helgrind ran");
}

Test(collect, valgrind_did_not_finish)
{
	const char *race = sample("helgrind/race.xml");
	char *cut = arena_strndup(&arena, race, (size_t)(strstr(race, "</error>") - race) + 8);
	check_error(collect(DET_HELGRIND, ended, "", cut, NULL), "without finishing");
	check_good(collect(DET_HELGRIND, killed, "", cut, NULL), 1);
	struct observation o =
		collect(DET_HELGRIND, (struct detect_ending){.exited = true, .code = 1},
			"\nvalgrind: the 'impossible' happened:\n", cut, NULL);
	cr_assert(o.valid);
	cr_assert_eq(o.outcome, KIND_TOOL_ABORT);
}
