// SPDX-License-Identifier: MIT
#include "detect.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "fs.h"
#include "observation.h"

static struct arena arena;
static const char *const command[] = {"./a", "x y", NULL};

static struct detect_launch
prepare(enum detector d, const char *scratch, const char *options)
{
	struct detect_launch launch = {0};
	struct detect_request r = {.command = command, .scratch = scratch, .tsan_options = options};
	cr_assert(detect_prepare(d, &arena, &r, &launch));
	return launch;
}

static bool
has(const char *const *list, const char *word)
{
	for (; *list; list++) {
		if (strcmp(*list, word) == 0) {
			return true;
		}
	}
	return false;
}

Test(detect, every_detector_has_a_row)
{
	for (enum detector d = 0; d < DET_COUNT; d++) {
		cr_expect_eq(detect_row(d)->detector, d);
	}
	cr_assert_str_eq(detect_row(DET_DRD)->programs[0], "valgrind");
	cr_assert_null(detect_row(DET_TSAN)->programs[0]);
}

Test(detect, native_runs_the_command_itself)
{
	struct detect_launch l = prepare(DET_NATIVE, "/s", NULL);
	cr_assert_str_eq(l.argv[0], "./a");
	cr_assert_str_eq(l.argv[1], "x y");
	cr_assert_null(l.argv[2]);
	cr_assert_null(l.env[0]);
}

Test(detect, the_users_options_come_first)
{
	struct detect_launch l = prepare(DET_TSAN, "/s", "halt_on_error=1:suppressions=x");
	cr_assert_str_eq(l.env[0],
		"TSAN_OPTIONS=halt_on_error=1:suppressions=x:exitcode=113:log_path='/s/tsan':"
		"second_deadlock_stack=1:history_size=7:halt_on_error=0");
	cr_assert_null(l.env[1]);
	cr_assert(l.fixed_addresses);
	l = prepare(DET_TSAN, "/s", "");
	cr_assert_eq(strncmp(l.env[0], "TSAN_OPTIONS=exitcode=113:", 26), 0);
}

Test(detect, quotes_in_the_scratch_folder)
{
	struct detect_launch l = prepare(DET_TSAN, "/it's", NULL);
	cr_assert_not_null(strstr(l.env[0], "log_path=\"/it's/tsan\":"));
	struct detect_request r = {.command = command, .scratch = "/it's\"both\""};
	cr_assert_not(detect_prepare(DET_TSAN, &arena, &r, &l));
}

Test(detect, valgrind_tools_and_their_flags)
{
	struct detect_launch l = prepare(DET_HELGRIND, "/50%", NULL);
	cr_assert_str_eq(l.argv[0], "valgrind");
	cr_assert(has(l.argv, "--tool=helgrind"));
	cr_assert(has(l.argv, "--vgdb=no"));
	cr_assert(has(l.argv, "--trace-children=yes"));
	cr_assert(has(l.argv, "--free-is-write=yes"));
	cr_assert(has(l.argv, "--xml=yes"));
	cr_assert(has(l.argv, "--xml-file=/50%%/%p.xml"));
	cr_assert(has(l.argv, "x y"));
	l = prepare(DET_DRD, "/s", NULL);
	cr_assert(has(l.argv, "--tool=drd"));
	cr_assert(has(l.argv, "--check-stack-var=yes"));
	cr_assert_not(has(l.argv, "--free-is-write=yes"));
	for (size_t i = 0; l.argv[i]; i++) {
		cr_assert_neq(strncmp(l.argv[i], "--error-exitcode", 16), 0);
	}
}

/* A small ELF file made here: header, one section table, one symbol table, its names. */
struct elf {
	unsigned char bytes[512];
	size_t len;
};

static void
put(struct elf *e, size_t at, unsigned long value, int bytes)
{
	for (int i = 0; i < bytes; i++) {
		e->bytes[at + (size_t)i] = (unsigned char)(value >> (8 * i));
	}
}

static struct elf
elf_with(const char *symbol)
{
	struct elf e = {.bytes = {0x7F, 'E', 'L', 'F', 2, 1, 1}, .len = 512};
	put(&e, 40, 64, 8);     /* sections at 64 */
	put(&e, 58, 64, 2);     /* size of one */
	put(&e, 60, 3, 2);      /* how many */
	put(&e, 128 + 4, 2, 4); /* [1]: SHT_SYMTAB */
	put(&e, 128 + 24, 300, 8);
	put(&e, 128 + 32, 48, 8);
	put(&e, 128 + 40, 2, 4); /* names in [2] */
	put(&e, 192 + 4, 3, 4);  /* [2]: SHT_STRTAB */
	put(&e, 192 + 24, 400, 8);
	put(&e, 192 + 32, 64, 8);
	put(&e, 324, 1, 4); /* second symbol's name */
	strcpy((char *)e.bytes + 401, symbol);
	return e;
}

static bool
instrumented(const struct elf *e, size_t len)
{
	char *folder = fs_temp_dir(&arena, "/tmp", "hazard-elf-");
	const char *path = fs_join(&arena, folder, "a");
	cr_assert(fs_write(path, e->bytes, len));
	bool yes = detect_is_instrumented(path);
	fs_remove(folder);
	return yes;
}

Test(detect, an_instrumented_program_names_the_run_time)
{
	struct elf yes = elf_with("__tsan_init"), no = elf_with("__tsan_initial");
	cr_assert(instrumented(&yes, yes.len));
	cr_assert_not(instrumented(&no, no.len));
}

Test(detect, cut_and_hostile_files_are_not_instrumented)
{
	struct elf e = elf_with("__tsan_init");
	for (size_t n = 0; n < 412; n += 3) {
		cr_expect_not(instrumented(&e, n), "cut at %zu", n);
	}
	for (size_t at = 0; at < 256; at++) {
		struct elf bad = e;
		memset(bad.bytes + at, 0xFF, 8);
		instrumented(&bad, bad.len); /* must only end well */
	}
	cr_assert_not(detect_is_instrumented("/nonexistent"));
	cr_assert_not(detect_is_instrumented("/tmp"));
	cr_assert_not(detect_is_instrumented("/dev/zero"));
	cr_assert_not(detect_is_instrumented(HAZARD_SOURCE "/harness/detect/detect.h"));
}
