// SPDX-License-Identifier: MIT
#include "tools.h"

#include <string.h>

#include "arena.h"
#include "buf.h"
#include "clock.h"
#include "fs.h"
#include "pool.h"
#include "verdict.h"

static const struct {
	const char *name;
	bool used_by[DET_COUNT];
} known[] = {
	{"clang",
		{[DET_TSAN] = true, [DET_HELGRIND] = true, [DET_DRD] = true, [DET_NATIVE] = true}},
	{"llvm-symbolizer", {[DET_TSAN] = true}},
	{"valgrind", {[DET_HELGRIND] = true, [DET_DRD] = true}},
};

enum { KNOWN = sizeof known / sizeof known[0], TOOLS_FILE_MAX = 64 * 1024 };

struct asking {
	struct arena *arena;
};

/* The first line, not indented, that has the word: "Debian clang version 14.0.6"; NULL: none. */
static const char *
version_line(struct arena *a, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n");
		if (text[0] != ' ' && memmem(text, n, "ersion", strlen("ersion"))) {
			return arena_strndup(a, text, n);
		}
		text += n + (text[n] == '\n');
	}
	return NULL;
}

static void
answered(struct pool *pool, const struct spawn_spec *spec, const struct run_result *r)
{
	struct asking *asking = pool->options.user;
	struct tool_version *tool = spec->user;
	if (r->end != RUN_EXITED || r->exit_code != 0) {
		return;
	}
	tool->version = version_line(asking->arena, r->out.data);
	if (!tool->version) {
		size_t n = strcspn(r->out.data, "\n");
		tool->version = arena_strndup(asking->arena, r->out.data, n);
	}
}

struct tools
tools_ask(struct arena *a, struct pool *pool)
{
	static const char *argv[KNOWN][3];
	struct asking asking = {.arena = a};
	struct tools tools = {.items = arena_alloc(a, KNOWN, sizeof *tools.items), .count = KNOWN};
	pool_done *done = pool->options.done;
	void *user = pool->options.user;
	pool->options.done = answered;
	pool->options.user = &asking;
	for (size_t i = 0; i < KNOWN; i++) {
		struct tool_version *tool = &tools.items[i];
		tool->name = known[i].name;
		tool->path = fs_program(a, tool->name);
		if (tool->path) {
			argv[i][0] = tool->path;
			argv[i][1] = "--version";
			pool_submit(pool, &(struct spawn_spec){.argv = argv[i],
						  .wall_ns = 20 * CLOCK_NS_PER_S,
						  .label = tool->name,
						  .user = tool});
		}
	}
	pool_run(pool);
	pool->options.done = done;
	pool->options.user = user;
	return tools;
}

void
tools_write(const struct tools *tools, struct buf *out)
{
	buf_adds(out, "# The tools with which the rates in this catalogue were measured; written "
		      "by `hazard measure --write`.\n");
	for (size_t i = 0; i < tools->count; i++) {
		if (tools->items[i].version) {
			buf_addf(out, "%s %s\n", tools->items[i].name, tools->items[i].version);
		}
	}
}

/* Whether the file's text has the line "NAME VERSION", or no line that begins with NAME. */
static bool
agrees(const char *text, const struct tool_version *tool)
{
	size_t n = strlen(tool->name);
	while (*text) {
		size_t len = strcspn(text, "\n");
		if (len > n && strncmp(text, tool->name, n) == 0 && text[n] == ' ') {
			const char *version = tool->version ? tool->version : "";
			return strlen(version) == len - n - 1 &&
			       memcmp(text + n + 1, version, len - n - 1) == 0;
		}
		text += len + (text[len] == '\n');
	}
	return true;
}

void
tools_compare(const struct tools *tools, const char *root, bool same[static DET_COUNT])
{
	struct arena a = {0};
	struct buf text = {0};
	const char *path = fs_join(&a, root, "cases/TOOLS");
	bool there = fs_exists(path) && fs_read(path, TOOLS_FILE_MAX, &text);
	for (int d = 0; d < DET_COUNT; d++) {
		same[d] = true;
		for (size_t i = 0; there && i < tools->count; i++) {
			same[d] = same[d] && (!known[i].used_by[d] ||
						     agrees(buf_str(&text), &tools->items[i]));
		}
	}
	buf_free(&text);
	arena_free(&a);
}
