// SPDX-License-Identifier: MIT
#include "fs.h"

#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"

static struct arena arena;
static char *dir;

static void
make(void)
{
	cr_redirect_stderr();
	dir = fs_temp_dir(&arena, "/tmp", "hazard-fs-");
	cr_assert_not_null(dir);
}

static void
clean(void)
{
	cr_assert(fs_remove(dir));
	cr_assert_not(fs_exists(dir));
	arena_free(&arena);
}

TestSuite(fs, .init = make, .fini = clean);

Test(fs, what_was_written_is_read)
{
	char *path = fs_join(&arena, dir, "a");
	struct buf b = {0};
	cr_assert(fs_write(path, "one\0two", 7));
	cr_assert(fs_read(path, 0, &b));
	cr_assert_eq(b.len, 7);
	cr_assert_arr_eq(b.data, "one\0two", 7);
	struct stat st;
	stat(path, &st);
	cr_assert_neq(st.st_mode & 0444, 0400, "as readable as any new file");
	buf_free(&b);
}

Test(fs, a_file_too_large_is_refused_and_the_buffer_stays)
{
	char *path = fs_join(&arena, dir, "a");
	struct buf b = {0};
	buf_adds(&b, "kept");
	cr_assert(fs_write(path, "12345", 5));
	cr_assert_not(fs_read(path, 4, &b));
	cr_assert_str_eq(b.data, "kept");
	cr_assert(fs_read(path, 5, &b));
	cr_assert_str_eq(b.data, "kept12345");
	buf_free(&b);
}

Test(fs, what_is_no_file_is_refused)
{
	struct buf b = {0};
	cr_assert_not(fs_read(dir, 0, &b));
	cr_assert_not(fs_read(fs_join(&arena, dir, "none"), 0, &b));
	char *fifo = fs_join(&arena, dir, "fifo");
	cr_assert_eq(mkfifo(fifo, 0600), 0);
	cr_assert_not(fs_read(fifo, 0, &b));
	cr_assert_not(fs_write(dir, "x", 1));
}

Test(fs, a_full_disk_is_said_and_replaces_nothing)
{
	cr_assert_not(fs_write("/dev/full", "x", 1));
	char *path = fs_join(&arena, dir, "missing/a");
	cr_assert_not(fs_write(path, "x", 1));
	cr_assert_not(fs_exists(path));
}

Test(fs, folders_are_made_and_listed_in_order)
{
	cr_assert(fs_make_dirs(fs_join(&arena, dir, "b/c/d")));
	cr_assert(fs_make_dirs(fs_join(&arena, dir, "b/c/d")));
	cr_assert(fs_write(fs_join(&arena, dir, "b/z"), "", 0));
	cr_assert(fs_write(fs_join(&arena, dir, "b/a"), "", 0));
	cr_assert_not(fs_make_dirs(fs_join(&arena, dir, "b/z/y")));
	const char **names = fs_list(&arena, fs_join(&arena, dir, "b"));
	cr_assert_str_eq(names[0], "a");
	cr_assert_str_eq(names[1], "c");
	cr_assert_str_eq(names[2], "z");
	cr_assert_null(names[3]);
	cr_assert_null(fs_list(&arena, fs_join(&arena, dir, "none")));
}

Test(fs, remove_follows_no_link)
{
	char *outside = fs_join(&arena, dir, "outside");
	char *inside = fs_join(&arena, dir, "inside");
	cr_assert(fs_make_dirs(outside) && fs_make_dirs(inside));
	cr_assert(fs_write(fs_join(&arena, outside, "keep"), "", 0));
	cr_assert_eq(symlink(outside, fs_join(&arena, inside, "link")), 0);
	cr_assert(fs_remove(inside));
	cr_assert(fs_exists(fs_join(&arena, outside, "keep")));
	cr_assert(fs_remove(inside), "missing is fine");
}

Test(fs, programs_are_found_in_path_only)
{
	char *tool = fs_join(&arena, dir, "tool");
	cr_assert(fs_write(tool, "#!/bin/sh\n", 10));
	setenv("PATH", dir, 1);
	cr_assert_null(fs_program(&arena, "tool"), "not executable");
	chmod(tool, 0755);
	cr_assert_str_eq(fs_program(&arena, "tool"), tool);
	cr_assert_null(fs_program(&arena, "sh"));
	cr_assert_str_eq(fs_program(&arena, "/bin/sh"), "/bin/sh");
	setenv("PATH", "", 1);
	cr_assert_null(fs_program(&arena, "tool"));
}

Test(fs, the_cache_is_where_xdg_says)
{
	setenv("XDG_CACHE_HOME", "/x", 1);
	cr_assert_str_eq(fs_cache_dir(&arena), "/x/hazard");
	setenv("XDG_CACHE_HOME", "relative", 1);
	setenv("HOME", "/h", 1);
	cr_assert_str_eq(fs_cache_dir(&arena), "/h/.cache/hazard");
}

Test(fs, paths_are_joined_with_one_slash)
{
	cr_assert_str_eq(fs_join(&arena, "a", "b"), "a/b");
	cr_assert_str_eq(fs_join(&arena, "a/", "b"), "a/b");
	cr_assert_str_eq(fs_base("a/b"), "b");
	cr_assert_str_eq(fs_base("b"), "b");
}
