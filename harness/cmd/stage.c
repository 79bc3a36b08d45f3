// SPDX-License-Identifier: MIT
#include "stage.h"

#include <stdlib.h>
#include <unistd.h>

#include "cache.h"
#include "clock.h"
#include "diag.h"
#include "fs.h"
#include "session.h"

int
stage_select(struct stage *s, char **selectors, size_t count)
{
	const char *error;
	if (!cmd_catalog_read(&s->common, &s->catalog)) {
		return EXIT_HAZARD_TOOL;
	}
	if (!selector_select(&s->arena, &s->catalog, (const char *const *)selectors, count,
		    &s->selection, &error)) {
		diag("%s", error);
		return EXIT_HAZARD_USAGE;
	}
	char *root = realpath(s->catalog.root, NULL);
	s->root = arena_strdup(&s->arena, root);
	free(root);
	return EXIT_HAZARD_OK;
}

bool
stage_open(struct stage *s)
{
	struct pool_options pool = {
		.jobs = s->jobs, .deadline_ns = s->time_ns ? clock_now() + s->time_ns : 0};
	struct report_options line = {.utf8 = true, .color = cmd_use_color(&s->common, stderr)};
	s->cache = cache_create(fs_join(&s->arena, fs_cache_dir(&s->arena), "programs"));
	if (!s->cache || !pool_init(&s->pool, &pool)) {
		return false;
	}
	progress_begin(&s->progress, STDERR_FILENO, &line, clock_now());
	return true;
}

const struct testcase **
stage_cases(struct stage *s, size_t *count)
{
	const struct testcase **cases = arena_alloc(&s->arena, s->selection.count, sizeof *cases);
	*count = 0;
	for (size_t i = 0; i < s->selection.count; i++) {
		if (!s->selection.cases[i]->malformed) {
			cases[(*count)++] = &s->selection.cases[i]->testcase;
		}
	}
	return cases;
}

void
stage_progress(void *user, const struct session_progress *p)
{
	struct stage *s = user;
	progress_update(
		&s->progress, (int)p->done, (int)p->total, (int)p->failing, p->now, clock_now());
}

void
stage_close(struct stage *s)
{
	progress_end(&s->progress);
	pool_finish(&s->pool);
	cache_destroy(s->cache);
	catalog_free(&s->catalog);
	arena_free(&s->arena);
}
