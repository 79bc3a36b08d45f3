// SPDX-License-Identifier: MIT
#include "compile.h"

#include <string.h>

#include "arena.h"
#include "buf.h"
#include "cache.h"
#include "clock.h"
#include "fs.h"
#include "mem.h"
#include "pool.h"
#include "text.h"
#include "variant.h"

enum { LOG_MAX = 4096, FLAGS_MAX = 32, ARGS_MAX = FLAGS_MAX + 12 };

/* A compiler runs for a tenth of a second here; one that takes this long is stuck. */
#define COMPILE_WALL_NS (120 * CLOCK_NS_PER_S)

struct batch {
	struct cache *cache;
	struct arena *arena;
	const struct compile_options *options;
	size_t done, total;
};

struct job {
	struct compile_item *item;
	struct cache_inputs inputs;
	const char *flags[FLAGS_MAX];
	const char *output, *depfile;
	const char *argv[ARGS_MAX];
};

static void
count(struct batch *b)
{
	b->done++;
	if (b->options->progress) {
		b->options->progress(b->options->user, b->done, b->total);
	}
}

/* The item's name in messages: its path below the root. */
static const char *
item_name(const struct compile_item *item)
{
	size_t n = strlen(item->root);
	return strncmp(item->source, item->root, n) == 0 && item->source[n] == '/'
		       ? item->source + n + 1
		       : item->source;
}

static void
fill_command(struct batch *b, struct job *job, size_t index)
{
	const struct compile_item *item = job->item;
	size_t n = 0;
	job->output = arena_printf(b->arena, "%s/%zu", cache_temp_dir(b->cache), index);
	job->depfile = arena_printf(b->arena, "%s.d", job->output);
	job->argv[n++] = job->inputs.compiler;
	for (size_t i = 0; job->flags[i]; i++) {
		job->argv[n++] = job->flags[i];
	}
	/* No path of this machine gets into the program, so none gets into a report. */
	job->argv[n++] = arena_printf(b->arena, "-ffile-prefix-map=%s/=", item->root);
	job->argv[n++] = arena_printf(b->arena, "-fdebug-prefix-map=%s=.", item->root);
	job->argv[n++] = "-MD";
	job->argv[n++] = "-MF";
	job->argv[n++] = job->depfile;
	job->argv[n++] = "-o";
	job->argv[n++] = job->output;
	job->argv[n++] = item->source;
	job->argv[n] = NULL;
}

static bool
is_hazard(const struct variant *v)
{
	return strcmp(v->compiler, VARIANT_HAZARD) == 0;
}

static void
fill_flags(struct job *job)
{
	size_t n = 0;
	if (is_hazard(job->item->variant)) {
		job->flags[n++] = "cc";
	}
	for (size_t i = 0; variant_common_flags[i]; i++) {
		job->flags[n++] = variant_common_flags[i];
	}
	for (size_t i = 0; job->item->variant->flags[i]; i++) {
		job->flags[n++] = job->item->variant->flags[i];
	}
	job->flags[n] = NULL;
}

/* Adds what the compiler said without this folder ("ROOT/"): paths in reports are relative to it. */
static void
add_relative(struct buf *log, const char *text, size_t len, const char *folder)
{
	const char *end = text + len, *at;
	while ((at = memmem(text, (size_t)(end - text), folder, strlen(folder)))) {
		buf_add(log, text, (size_t)(at - text));
		text = at + strlen(folder);
	}
	buf_add(log, text, (size_t)(end - text));
}

static const char *
failure_log(struct arena *a, const struct spawn_spec *spec, const struct run_result *r,
	const char *root)
{
	struct buf log = {0};
	if (r->end != RUN_EXITED) {
		buf_adds(&log, "the compiler: ");
		run_result_describe(r, spec, &log);
		buf_addc(&log, '\n');
	} else if (r->exit_code == 0) {
		buf_adds(&log, "the compiler ended well, but left no program that can be kept\n");
	} else if (!r->err.len) {
		buf_addf(&log, "the compiler said nothing, and ended with exit %d\n", r->exit_code);
	}
	add_relative(&log, r->err.data, r->err.len < LOG_MAX ? r->err.len : LOG_MAX,
		arena_printf(a, "%s/", root));
	char *text = arena_strndup(a, buf_str(&log), log.len);
	buf_free(&log);
	return text;
}

static void
compiler_ended(struct pool *pool, const struct spawn_spec *spec, const struct run_result *r)
{
	struct batch *b = pool->options.user;
	struct job *job = spec->user;
	struct compile_item *item = job->item;
	if (r->end == RUN_INTERRUPTED) {
		return;
	}
	if (r->end == RUN_EXITED && r->exit_code == 0) {
		item->program = cache_put(b->cache, &job->inputs, job->output, job->depfile);
	}
	item->state = item->program ? COMPILE_BUILT : COMPILE_FAILED;
	if (!item->program) {
		item->log = failure_log(b->arena, spec, r, item->root);
	}
	count(b);
}

/* Decides the item from the cache, or submits its compiler. */
static void
start(struct batch *b, struct pool *pool, struct compile_item *item, size_t index)
{
	struct job *job = arena_alloc(b->arena, 1, sizeof *job);
	job->item = item;
	item->program = item->why = item->log = NULL;
	const char *compiler = is_hazard(item->variant)
				       ? fs_self(b->arena)
				       : fs_program(b->arena, item->variant->compiler);
	if (!compiler) {
		item->state = COMPILE_NO_COMPILER;
		count(b);
		return;
	}
	fill_flags(job);
	job->inputs = (struct cache_inputs){
		.source = item->source,
		.name = item_name(item),
		.variant = item->variant->name,
		.compiler = compiler,
		.flags = job->flags,
	};
	item->program = cache_get(b->cache, &job->inputs, &item->why);
	if (item->program) {
		item->state = COMPILE_CACHED;
		count(b);
		return;
	}
	item->state = COMPILE_WAITING;
	fill_command(b, job, index);
	pool_submit(pool, &(struct spawn_spec){
				  .argv = job->argv,
				  .wall_ns = COMPILE_WALL_NS,
				  .label = job->inputs.name,
				  .user = job,
			  });
}

bool
compile_all(struct cache *cache, struct pool *pool, struct arena *a, struct compile_item *items,
	size_t count_of_items, const struct compile_options *options)
{
	struct batch b = {.cache = cache, .arena = a, .options = options, .total = count_of_items};
	pool_done *done = pool->options.done;
	void *user = pool->options.user;
	pool->options.done = compiler_ended;
	pool->options.user = &b;
	for (size_t i = 0; i < count_of_items; i++) {
		start(&b, pool, &items[i], i);
	}
	enum pool_end end = pool_run(pool);
	pool->options.done = done;
	pool->options.user = user;
	return end == POOL_EMPTY;
}
