// SPDX-License-Identifier: MIT
#include "item_fixture.h"

#include "arena.h"

/* Each test is a process of its own, which gives everything back when it ends. */
static struct arena memory;

static void
add_side(struct explanation *e, const struct access *access)
{
	static const char *lines[] = {"static void", "{", "\tbalance = balance + 1; /* é */"};
	struct explained_side *side = ARENA_PUSH(&memory, e->sides, e->side_count);
	const struct frame *site = &access->stack.frames[0];
	side->words = arena_printf(&memory, "%s writes `balance` in `%s`",
		access->thread ? access->thread : "a thread", site->function);
	side->site = site;
	side->source = (struct explained_source){
		.file = site->file, .first = site->line - 2, .lines = lines, .line_count = 3};
}

static void
add_explanation(struct explanations *all, const struct finding *f)
{
	struct explanation *e = ARENA_PUSH(&memory, all->items, all->count);
	e->finding = f;
	e->count = 3;
	e->title = arena_printf(&memory, "Data race on `%s`: two writes that nothing orders",
		f->location.name ? f->location.name : "?");
	for (size_t i = 0; i < f->access_count; i++) {
		add_side(e, &f->accesses[i]);
	}
	all->reports += e->count;
}

const struct explanations *
fixture_explanations(const struct result *r)
{
	struct explanations *all = arena_alloc(&memory, 1, sizeof *all);
	for (size_t c = 0; c < r->case_count; c++) {
		for (size_t p = 0; p < r->cases[c].program_count; p++) {
			for (int d = 0; d < DET_COUNT; d++) {
				const struct detector_verdict *v =
					&r->cases[c].programs[p].detectors[d];
				for (size_t i = 0; i < v->sighting_count; i++) {
					if (v->sightings[i].finding) {
						add_explanation(all, v->sightings[i].finding);
					}
				}
			}
		}
	}
	return all;
}
