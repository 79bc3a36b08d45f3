// SPDX-License-Identifier: MIT
/* The compilers here are shell scripts, so that the tests need none. */
#include "compile.h"

#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "arena.h"
#include "buf.h"
#include "cache.h"
#include "fs.h"
#include "pool.h"
#include "variant.h"

static struct arena arena;
static char *dir;
static struct variant variant = {.name = "test", .compiler = "fakecc", .flags = {"-O1"}};
static struct compile_item items[3];

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
put_compiler(const char *body)
{
	put_text("bin/fakecc", body);
	cr_assert_eq(chmod(at("bin/fakecc"), 0755), 0);
}

/* Copies the last argument to the one after -o; counts its runs in the file "runs". */
static const char copying[] =
	"#!/bin/sh\n"
	"while [ $# -gt 1 ]; do case $1 in -o) out=$2;; -MF) dep=$2;; esac; shift; done\n"
	"echo run >> \"$(dirname \"$0\")/../runs\"\n"
	"/bin/cp \"$1\" \"$out\" && echo \"x: $1\" > \"$dep\"\n";

static void
make(void)
{
	cr_redirect_stderr();
	dir = fs_temp_dir(&arena, "/tmp", "hazard-compile-");
	cr_assert(fs_make_dirs(at("bin")));
	setenv("PATH", arena_printf(&arena, "%s:/usr/bin:/bin", at("bin")), 1);
	put_compiler(copying);
	for (int i = 0; i < 3; i++) {
		char *name = arena_printf(&arena, "%d.c", i);
		put_text(name, name);
		items[i] =
			(struct compile_item){.source = at(name), .root = dir, .variant = &variant};
	}
}

static void
clean(void)
{
	fs_remove(dir);
	arena_free(&arena);
}

TestSuite(compile, .init = make, .fini = clean, .timeout = 60);

static size_t last_done;

static void
note_progress(void *user, size_t done, size_t total)
{
	(void)user;
	cr_assert_eq(done, last_done + 1);
	cr_assert_eq(total, 3);
	last_done = done;
}

static bool
compile(void)
{
	struct pool pool;
	struct compile_options options = {.progress = note_progress};
	last_done = 0;
	cr_assert(pool_init(&pool, &(struct pool_options){.jobs = 2}));
	struct cache *cache = cache_create(at("cache"));
	bool whole = compile_all(cache, &pool, &arena, items, 3, &options);
	for (int i = 0; i < 3; i++) {
		items[i].program = arena_strdup(&arena, items[i].program);
		items[i].why = arena_strdup(&arena, items[i].why);
	}
	cache_destroy(cache);
	pool_finish(&pool);
	return whole;
}

static size_t
runs(void)
{
	struct buf text = {0};
	cr_assert(fs_read(at("runs"), 0, &text));
	size_t n = text.len / strlen("run\n");
	buf_free(&text);
	return n;
}

Test(compile, builds_once_and_only_what_changed)
{
	cr_assert(compile());
	cr_assert_eq(last_done, 3);
	for (int i = 0; i < 3; i++) {
		struct buf text = {0};
		cr_assert_eq(items[i].state, COMPILE_BUILT);
		cr_assert(fs_read(items[i].program, 0, &text));
		cr_assert_str_eq(text.data, arena_printf(&arena, "%d.c", i));
		buf_free(&text);
	}
	put_text("1.c", "other");
	cr_assert(compile());
	cr_assert_eq(items[0].state, COMPILE_CACHED);
	cr_assert_null(items[0].why);
	cr_assert_eq(items[1].state, COMPILE_BUILT);
	cr_assert_str_eq(items[1].why, "the source changed");
	cr_assert_eq(runs(), 4);
}

Test(compile, a_failing_compiler_is_quoted_and_the_others_go_on)
{
	put_compiler(
		"#!/bin/sh\nfor last; do :; done\n"
		"case $last in */1.c) echo \"$last:1: no such thing\" >&2; exit 1;; esac\n"
		"while [ $# -gt 1 ]; do case $1 in -o) out=$2;; -MF) dep=$2;; esac; shift; done\n"
		"/bin/cp \"$1\" \"$out\" && echo \"x: $1\" > \"$dep\"\n");
	cr_assert(compile());
	cr_assert_eq(items[0].state, COMPILE_BUILT);
	cr_assert_eq(items[1].state, COMPILE_FAILED);
	cr_assert_str_eq(items[1].log, "1.c:1: no such thing\n");
	cr_assert_null(items[1].program);
	cr_assert_eq(items[2].state, COMPILE_BUILT);
}

Test(compile, a_compiler_that_says_yes_and_writes_nothing_has_failed)
{
	put_compiler("#!/bin/sh\nexit 0\n");
	cr_assert(compile());
	cr_assert_eq(items[0].state, COMPILE_FAILED);
	cr_assert_str_eq(
		items[0].log, "the compiler ended well, but left no program that can be kept\n");
}

Test(compile, a_compiler_that_fails_without_a_word)
{
	put_compiler("#!/bin/sh\nexit 7\n");
	cr_assert(compile());
	cr_assert_eq(items[0].state, COMPILE_FAILED);
	cr_assert_str_eq(items[0].log, "the compiler said nothing, and ended with exit 7\n");
}

Test(compile, a_crashing_compiler_is_said)
{
	put_compiler("#!/bin/sh\nkill -SEGV $$\n");
	cr_assert(compile());
	cr_assert_eq(items[0].state, COMPILE_FAILED);
	cr_assert_not_null(strstr(items[0].log, "SIGSEGV"), "%s", items[0].log);
}

Test(compile, a_missing_compiler_is_said)
{
	setenv("PATH", "", 1);
	cr_assert(compile());
	cr_assert_eq(items[0].state, COMPILE_NO_COMPILER);
	cr_assert_eq(last_done, 3);
}

Test(variants, each_detectors_build_is_as_designed)
{
	cr_assert_str_eq(variant_find("tsan")->flags[2], "-fsanitize=thread");
	cr_assert_str_eq(variant_find("valgrind")->flags[2], "-gdwarf-4");
	cr_assert_str_eq(variant_find("native")->flags[0], "-O2");
	cr_assert_null(variant_find("none"));
}
