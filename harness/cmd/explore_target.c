// SPDX-License-Identifier: MIT
#include "explore_target.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "cache.h"
#include "cmd.h"
#include "compile.h"
#include "diag.h"
#include "fs.h"
#include "pool.h"
#include "problem.h"
#include "text.h"
#include "toolchain.h"
#include "variant.h"

enum { PROGRAM_MAX = 1 << 30 };

/* Whether `name` means this program of the case. */
static bool
is_named(struct explore_target *t, const struct testcase *c, const struct program *p,
	const char *name)
{
	const char *id =
		p->role == PROGRAM_FIX ? arena_printf(&t->arena, "%s.%s", c->id, p->how) : c->id;
	return strcmp(name, id) == 0 || strcmp(name, p->file) == 0 ||
	       (text_ends(name, p->file) && name[strlen(name) - strlen(p->file) - 1] == '/');
}

static const struct program *
find(struct explore_target *t, const char *name, bool *malformed)
{
	for (size_t i = 0; i < t->catalog.count; i++) {
		const struct catalog_case *c = &t->catalog.cases[i];
		for (size_t k = 0; k < catalog_programs(c); k++) {
			const struct program *p = catalog_program(c, k);
			if (is_named(t, &c->testcase, p, name)) {
				*malformed = c->malformed;
				return p;
			}
		}
	}
	return NULL;
}

/* Of a name that is none. */
static int
no_case(struct explore_target *t, const char *name)
{
	diag("no case `%s`; %s", name,
		problem_help(&t->arena, name, catalog_ids(&t->arena, &t->catalog)));
	return EXIT_HAZARD_USAGE;
}

static const char *
build(struct explore_target *t)
{
	struct pool pool;
	struct compile_item item = {.source = fs_join(&t->arena, t->root, t->of_case->file),
		.root = t->root,
		.variant = variant_find("explore")};
	t->cache = cache_create(fs_join(&t->arena, fs_cache_dir(&t->arena), "programs"));
	if (!t->cache || !pool_init(&pool, &(struct pool_options){.jobs = 1})) {
		return NULL;
	}
	compile_all(t->cache, &pool, &t->arena, &item, 1, &(struct compile_options){0});
	pool_finish(&pool);
	if (!item.program) {
		diag("build %s:\n%s", t->of_case->file, item.log ? item.log : "interrupted");
	}
	return item.program;
}

int
explore_target_case(struct explore_target *t, const struct cmd_common *common, const char *name)
{
	const char *tmp = getenv("TMPDIR");
	bool malformed = false;
	if (!cmd_catalog_read(common, &t->catalog)) {
		return EXIT_HAZARD_TOOL;
	}
	t->of_case = find(t, name, &malformed);
	if (!t->of_case) {
		return no_case(t, name);
	}
	if (malformed) {
		diag("%s is malformed; see `hazard lint`", t->of_case->file);
		return EXIT_HAZARD_FINDINGS;
	}
	char *root = realpath(t->catalog.root, NULL);
	t->root = arena_strdup(&t->arena, root);
	free(root);
	const char *binary = build(t);
	t->scratch = binary ? fs_temp_dir(&t->arena, tmp && *tmp ? tmp : "/tmp", "hazard-explore-")
			    : NULL;
	if (!t->scratch) {
		return EXIT_HAZARD_TOOL;
	}
	const char **argv = arena_alloc(&t->arena, 2, sizeof *argv);
	argv[0] = binary;
	t->program = (struct launch_program){.argv = argv, .dir = t->scratch};
	t->name = t->of_case->file;
	char *slug = arena_strndup(
		&t->arena, fs_base(t->of_case->file), strlen(fs_base(t->of_case->file)) - 2);
	t->slug = slug;
	return EXIT_HAZARD_OK;
}

/* Whether the run-time library is linked into it; *sanitizer: the one whose run-time is, which bears no other; or NULL. */
static bool
is_linked(const char *path, const char **sanitizer)
{
	static const char *const all[][2] = {{"__tsan_init", "ThreadSanitizer"},
		{"__asan_init", "AddressSanitizer"}, {"__msan_init", "MemorySanitizer"}};
	struct buf text = {0};
	bool read = fs_read(path, PROGRAM_MAX, &text);
	bool linked = read && memmem(text.data, text.len, "hazard_switch", 13);
	*sanitizer = NULL;
	for (size_t i = 0; read && !linked && i < sizeof all / sizeof *all; i++) {
		if (memmem(text.data, text.len, all[i][0], strlen(all[i][0]))) {
			*sanitizer = all[i][1];
			break;
		}
	}
	buf_free(&text);
	return linked;
}

int
explore_target_command(struct explore_target *t, char **argv)
{
	const char *path = fs_program(&t->arena, argv[0]);
	struct toolchain tools;
	if (!path) {
		diag("no program %s in $PATH", argv[0]);
		return EXIT_HAZARD_TOOL;
	}
	char *here = realpath(".", NULL);
	t->program = (struct launch_program){
		.argv = (const char *const *)argv, .dir = arena_strdup(&t->arena, here)};
	free(here);
	t->name = t->slug = fs_base(argv[0]);
	const char *sanitizer;
	if (is_linked(path, &sanitizer)) {
		return EXIT_HAZARD_OK;
	}
	if (sanitizer) {
		diag("%s is built with %s, which takes the place of the explorer: build it by "
		     "`hazard cc` "
		     "(CC=\"hazard cc\"), without -fsanitize",
			argv[0], sanitizer);
		return EXIT_HAZARD_TOOL;
	}
	if (!toolchain_find(&t->arena, &tools)) {
		return EXIT_HAZARD_TOOL;
	}
	if (!tools.preload) {
		diag("%s was not built by `hazard cc`, and there is no libhazard-explore.so to "
		     "preload",
			argv[0]);
		return EXIT_HAZARD_TOOL;
	}
	t->program.preload = tools.preload;
	return EXIT_HAZARD_OK;
}

void
explore_target_finish(struct explore_target *t)
{
	if (t->scratch) {
		fs_remove(t->scratch);
	}
	cache_destroy(t->cache);
	catalog_free(&t->catalog);
	arena_free(&t->arena);
}
