// SPDX-License-Identifier: MIT
/*
 * Every sample of real output says what its .expect file says.  HAZARD_BLESS=1 writes those files;
 * they are read by a person against the raw text before they are committed.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "detect_fixture.h"
#include "fs.h"
#include "text.h"

static const char samples[] = HAZARD_SOURCE "/reports/samples";

static void
dump(struct buf *out, struct arena *a, const char *path)
{
	size_t len;
	const char *text = fixture_file(a, path, &len);
	if (text_ends(path, ".txt")) {
		struct tsan_log log = {0};
		tsan_parse(text, len, a, &log);
		fixture_dump_tsan(out, &log);
	} else {
		struct valgrind_log log = {0};
		valgrind_parse(text, len, a, &log);
		fixture_dump_valgrind(out, &log);
	}
}

/* Prints the lines from the first differing one on, both sides. */
static void
print_difference(const char *path, const char *expected, const char *got)
{
	while (*expected && *got) {
		size_t n = strcspn(expected, "\n"), m = strcspn(got, "\n");
		if (n != m || memcmp(expected, got, n) != 0) {
			break;
		}
		expected += n + (expected[n] == '\n');
		got += m + (got[m] == '\n');
	}
	fprintf(stderr, "%s\n--- expected from here\n%s+++ got\n%s", path, expected, got);
}

static bool
check(struct arena *a, const char *path)
{
	struct buf got = {0};
	char *expect = arena_printf(a, "%.*s.expect", (int)(strlen(path) - 4), path);
	dump(&got, a, path);
	bool same = true;
	if (getenv("HAZARD_BLESS")) {
		cr_assert(fs_write(expect, got.data, got.len));
	} else {
		size_t len;
		const char *expected = fixture_file(a, expect, &len);
		same = strcmp(expected, buf_str(&got)) == 0;
		if (!same) {
			print_difference(path, expected, buf_str(&got));
		}
	}
	buf_free(&got);
	return same;
}

/* The number of samples in a tool's folder. */
static size_t
check_folder(const char *tool, const char *suffix)
{
	struct arena a = {0};
	const char *folder = fs_join(&a, samples, tool);
	const char **names = fs_list(&a, folder);
	size_t checked = 0, wrong = 0;
	cr_assert_not_null(names);
	for (; *names; names++) {
		if (text_ends(*names, suffix)) {
			wrong += !check(&a, fs_join(&a, folder, *names));
			checked++;
		}
	}
	arena_free(&a);
	cr_expect_eq(wrong, 0, "%zu of %zu samples of %s differ", wrong, checked, tool);
	return checked;
}

Test(samples, tsan_clang14)
{
	cr_assert_geq(check_folder("tsan-clang14", ".txt"), 20);
}

Test(samples, tsan_clang19)
{
	cr_assert_geq(check_folder("tsan-clang19", ".txt"), 20);
}

Test(samples, tsan_gcc12)
{
	cr_assert_geq(check_folder("tsan-gcc12", ".txt"), 20);
}

Test(samples, helgrind)
{
	cr_assert_geq(check_folder("helgrind", ".xml"), 15);
}

Test(samples, drd)
{
	cr_assert_geq(check_folder("drd", ".xml"), 15);
}
