// SPDX-License-Identifier: MIT
#include "tools.h"

#include <criterion/criterion.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "fs.h"
#include "pool.h"
#include "verdict.h"

static struct arena arena;
static char *dir;

static void
make(void)
{
	dir = fs_temp_dir(&arena, "/tmp", "hazard-tools-");
	cr_assert(fs_make_dirs(fs_join(&arena, dir, "cases")));
}

static void
clean(void)
{
	fs_remove(dir);
	arena_free(&arena);
}

TestSuite(tools, .init = make, .fini = clean, .timeout = 60);

static void
compare(const char *text, bool same[static DET_COUNT])
{
	struct tool_version items[] = {{.name = "clang", .version = "clang version 14"},
		{.name = "llvm-symbolizer", .version = "LLVM version 14"},
		{.name = "valgrind", .version = "valgrind-3.19.0"}};
	struct tools tools = {items, 3};
	if (text) {
		cr_assert(fs_write(fs_join(&arena, dir, "cases/TOOLS"), text, strlen(text)));
	}
	tools_compare(&tools, dir, same);
}

Test(tools, rates_bind_the_versions_they_were_measured_with)
{
	bool same[DET_COUNT];
	compare("# note\nclang clang version 14\nvalgrind valgrind-3.19.0\n", same);
	cr_assert(same[DET_TSAN] && same[DET_HELGRIND] && same[DET_DRD] && same[DET_NATIVE]);
	compare("clang clang version 14\nvalgrind valgrind-3.20.0\n", same);
	cr_assert(same[DET_TSAN] && same[DET_NATIVE]);
	cr_assert_not(same[DET_HELGRIND] || same[DET_DRD]);
	compare("clang clang version 15\n", same);
	cr_assert_not(same[DET_TSAN] || same[DET_HELGRIND] || same[DET_DRD] || same[DET_NATIVE]);
	compare("clang clang version 1\n", same);
	cr_assert_not(same[DET_TSAN], "a version that is the beginning of another is another");
}

Test(tools, a_catalogue_without_the_file_binds_to_nothing)
{
	bool same[DET_COUNT];
	compare(NULL, same);
	cr_assert(same[DET_TSAN] && same[DET_HELGRIND] && same[DET_DRD] && same[DET_NATIVE]);
}

Test(tools, what_is_written_agrees_with_itself)
{
	struct pool pool;
	bool same[DET_COUNT];
	struct buf text = {0};
	cr_assert(pool_init(&pool, &(struct pool_options){.jobs = 2}));
	struct tools tools = tools_ask(&arena, &pool);
	pool_finish(&pool);
	tools_write(&tools, &text);
	cr_assert(fs_write(fs_join(&arena, dir, "cases/TOOLS"), buf_str(&text), text.len));
	tools_compare(&tools, dir, same);
	for (int d = 0; d < DET_COUNT; d++) {
		cr_assert(same[d]);
	}
	buf_free(&text);
}
