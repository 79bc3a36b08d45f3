// SPDX-License-Identifier: MIT
#include "cache.h"

#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "fs.h"

static struct arena arena;
static char *dir;
static const char *flags[] = {"-O1", NULL};
static struct cache_inputs in;

static char *
at(const char *name)
{
	return fs_join(&arena, dir, name);
}

static void
put_text(const char *name, const char *text)
{
	cr_assert(fs_write(at(name), text, strlen(text)));
}

static void
make(void)
{
	cr_redirect_stderr();
	dir = fs_temp_dir(&arena, "/tmp", "hazard-cache-");
	cr_assert_not_null(dir);
	put_text("a.c", "#include \"a.h\"\n");
	put_text("a.h", "int a;\n");
	put_text("cc", "the compiler");
	in = (struct cache_inputs){.source = at("a.c"),
		.name = "a.c",
		.variant = "tsan",
		.compiler = at("cc"),
		.flags = flags};
}

static void
clean(void)
{
	fs_remove(dir);
	arena_free(&arena);
}

TestSuite(cache, .init = make, .fini = clean);

/* What a compiler would have left, taken over by a cache of its own.  The text that the cache has then, in the arena. */
static const char *
put_build(const char *program)
{
	struct cache *c = cache_create(at("cache"));
	struct buf dep = {0}, kept = {0};
	buf_addf(&dep, "x: %s \\\n  %s\n", at("a.c"), at("a.h"));
	cr_assert(fs_write(at("d"), dep.data, dep.len));
	put_text("program", program);
	const char *path = cache_put(c, &in, at("program"), at("d"));
	cr_assert_not_null(path);
	cr_assert(fs_read(path, 0, &kept));
	cr_expect_not(fs_exists(at("program")));
	cache_destroy(c);
	const char *text = arena_strdup(&arena, buf_str(&kept));
	buf_free(&dep);
	buf_free(&kept);
	return text;
}

static void
build(void)
{
	cr_assert_str_eq(put_build("machine code"), "machine code");
}

Test(cache, of_two_that_built_the_same_the_first_stays)
{
	cr_expect_str_eq(put_build("machine code A"), "machine code A");
	cr_expect_str_eq(put_build("machine code B"), "machine code A");
}

Test(cache, what_was_cut_short_is_replaced)
{
	cr_expect_str_eq(put_build("machine"), "machine");
	cr_expect_str_eq(put_build("machine code"), "machine code");
}

/* The next process's question; NULL: the program is there and whole. */
static const char *
why_rebuild(void)
{
	struct cache *c = cache_create(at("cache"));
	const char *why;
	const char *program = cache_get(c, &in, &why);
	struct buf text = {0};
	if (program) {
		cr_assert(fs_read(program, 0, &text));
		cr_assert_str_eq(text.data, "machine code");
		buf_free(&text);
	} else {
		cr_assert_not_null(why);
		why = arena_strdup(&arena, why);
	}
	cache_destroy(c);
	return program ? NULL : why;
}

Test(cache, what_was_put_is_there)
{
	cr_assert_str_eq(why_rebuild(), "never built here");
	build();
	cr_assert_null(why_rebuild());
}

Test(cache, another_variant_is_another_program)
{
	build();
	in.variant = "native";
	cr_assert_str_eq(why_rebuild(), "never built here");
}

Test(cache, it_says_what_changed)
{
	const char *other[] = {"-O2", NULL};
	build();
	in.flags = other;
	cr_assert_str_eq(why_rebuild(), "the flags changed");
	in.flags = flags;
	put_text("a.c", "#include \"a.h\"\nint b;\n");
	cr_assert_str_eq(why_rebuild(), "the source changed");
	build();
	put_text("a.h", "long a;\n");
	cr_assert_str_eq(why_rebuild(), arena_printf(&arena, "header %s changed", at("a.h")));
	build();
	put_text("cc", "another compiler");
	cr_assert_str_eq(why_rebuild(), "the compiler changed");
}

Test(cache, a_source_put_back_as_it_was_is_rebuilt_once_only)
{
	build();
	put_text("a.h", "int a; ");
	cr_assert_not_null(why_rebuild());
	put_text("a.h", "int a;\n");
	cr_assert_null(why_rebuild());
}

Test(cache, a_damaged_cache_is_a_miss_never_a_wrong_program)
{
	build();
	const char **bins = fs_list(&arena, at("cache/bin"));
	char *bin = fs_join(&arena, fs_join(&arena, at("cache/bin"), bins[0]), "a");
	cr_assert(fs_write(bin, "machine", 7));
	cr_assert_str_eq(why_rebuild(), "the built program is gone");
	build();
	const char **records = fs_list(&arena, at("cache/record"));
	char *record = fs_join(&arena, at("cache/record"), records[0]);
	struct buf text = {0};
	cr_assert(fs_read(record, 0, &text));
	for (size_t len = 0; len + 1 < text.len; len += 7) {
		cr_assert(fs_write(record, text.data, len));
		cr_assert_not_null(why_rebuild(), "cut to %zu bytes", len);
	}
	buf_free(&text);
}

Test(cache, programs_long_unused_are_pruned)
{
	build();
	struct cache *c = cache_create(at("cache"));
	cr_assert_eq(cache_prune(c, 7), 0);
	const char **bins = fs_list(&arena, at("cache/bin"));
	char *bin = fs_join(&arena, at("cache/bin"), bins[0]);
	struct timespec old[2] = {
		{.tv_sec = time(NULL) - 8 * 24 * 3600}, {.tv_sec = time(NULL) - 8 * 24 * 3600}};
	cr_assert_eq(utimensat(AT_FDCWD, bin, old, 0), 0);
	cr_assert_eq(cache_prune(c, 7), 1);
	cache_destroy(c);
	cr_assert_str_eq(why_rebuild(), "the built program is gone");
}

Test(cache, a_folder_that_cannot_be_made_is_said)
{
	put_text("file", "");
	cr_assert_null(cache_create(at("file/cache")));
}
