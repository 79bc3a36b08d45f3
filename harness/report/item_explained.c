// SPDX-License-Identifier: MIT
/* The items of reports that were explained. */
#include "arena.h"
#include "explanation.h"
#include "item.h"
#include "item_make.h"

enum { SAYS_MAX = 1200 };

/* What harms nobody yet is a warning. */
static enum item_level
level_of(enum kind k)
{
	bool mild = k == KIND_HOLD_TIME || k == KIND_THREAD_LEAK || k == KIND_UNKNOWN;
	return mild ? ITEM_WARNING : ITEM_ERROR;
}

/* Where no frame has a place at all there is still the binary that they are in. */
static const char *
module_of(const struct finding *f)
{
	for (size_t i = 0; i < f->access_count; i++) {
		for (size_t k = 0; k < f->accesses[i].stack.count; k++) {
			const struct frame *frame = &f->accesses[i].stack.frames[k];
			if (frame->module) {
				return frame->module;
			}
		}
	}
	return "unknown";
}

static void
add_item(struct arena *a, struct items *items, const struct explanation *e)
{
	const struct finding *f = e->finding;
	struct item *item = ARENA_PUSH(a, items->items, items->count);
	*item = (struct item){.level = level_of(f->kind),
		.detector = f->detector,
		.kind = f->kind,
		.rule = kind_name(f->kind),
		.finding = f,
		.explanation = e,
		.joint = ""};
	item_place(a, items, item, module_of(f));
	const char *side =
		item->side < 0 ? NULL : item_side_words(a, items, item, (size_t)item->side);
	item->says = item_text(a,
		arena_printf(a, "%s%s%s", e->title, side ? ": " : "", side ? side : ""), SAYS_MAX);
	if (item->other_side >= 0) {
		item->joint = "; ";
		item->other = item_side_words(a, items, item, (size_t)item->other_side);
	}
	item_join(a, item);
	item_identify(item, f->fingerprint[0] ? f->fingerprint : item->says);
	items->analysed[f->detector] = true;
}

struct items
items_of_explanations(
	struct arena *a, const struct explanations *e, const char *hazard_version, const char *root)
{
	struct items items = {.hazard_version = hazard_version, .root = root};
	for (int level = ITEM_ERROR; level >= ITEM_NOTE; level--) {
		for (size_t i = 0; i < e->count; i++) {
			if (level_of(e->items[i].finding->kind) == (enum item_level)level) {
				add_item(a, &items, &e->items[i]);
			}
		}
	}
	items_tell_apart(&items);
	return items;
}
