// SPDX-License-Identifier: MIT
/* The results of a SARIF run. */
#include <string.h>

#include "buf.h"
#include "explanation.h"
#include "report_sarif.h"

enum { RESULTS_MAX = 25000, RELATED_MAX = 100, WORDS_MAX = 400, DETAIL_MAX = 64 << 20 };

static const char *const level_names[ITEM_LEVELS] = {
	[ITEM_NOTE] = "note",
	[ITEM_WARNING] = "warning",
	[ITEM_ERROR] = "error",
};

/* The number in the id's "1:…" is the version of the rules, as in "hazard/v1". */
static void
put_fingerprints(struct sarif *s, const struct item *item)
{
	struct json *j = &s->json;
	const char *digits = strchr(item->id, ':');
	digits = digits ? digits + 1 : item->id;
	jsonw_key(j, "partialFingerprints");
	jsonw_object(j);
	sarif_put(j, "primaryLocationLineHash", arena_printf(&s->arena, "%s:1", digits));
	sarif_put(j, "hazard/v1", digits);
	jsonw_end(j);
}

/* What is no alert says so; in a run in which any result has this, all have. */
static void
put_suppressions(struct sarif *s, const struct item *item)
{
	struct json *j = &s->json;
	jsonw_key(j, "suppressions");
	jsonw_array(j);
	if (item->stated) {
		jsonw_object(j);
		sarif_put(j, "kind", "inSource");
		sarif_put(j, "status", "accepted");
		sarif_put(j, "justification", item->stated);
		jsonw_end(j);
	}
	jsonw_end(j);
}

/* The location that is shown; and, of a verdict, the file. */
static void
put_location(struct sarif *s, const struct item *item)
{
	struct json *j = &s->json;
	const struct frame *frame = item->side < 0 ? NULL : item_frame(item, (size_t)item->side);
	jsonw_key(j, "locations");
	jsonw_array(j);
	jsonw_object(j);
	if (frame && frame->file && frame->line > 0) {
		sarif_frame(s, item, frame, true);
	} else {
		sarif_place(s, item, item->file, item->line, item->column);
	}
	jsonw_end(j);
	jsonw_end(j);
}

static void
put_related(struct sarif *s, const struct item *item, int *id, const struct frame *frame,
	bool always, const char *words)
{
	struct json *j = &s->json;
	if (!frame || *id >= RELATED_MAX) {
		return;
	}
	*id += 1;
	jsonw_object(j);
	sarif_put_int(j, "id", *id);
	sarif_frame(s, item, frame, always);
	sarif_message(s, "message", words);
	jsonw_end(j);
}

static void
put_births(struct sarif *s, const struct item *item, int *id, const char *words,
	const struct birth *births, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		put_related(s, item, id, sarif_local_frame(s, item, &births[i].stack), false,
			arena_printf(&s->arena, "%.*s %s", WORDS_MAX,
				births[i].name ? births[i].name : "it", words));
	}
}

/* The frame to link to; NULL: there is no other side, or nobody knows where it is. */
static const struct frame *
other_frame(const struct item *item)
{
	const struct frame *f =
		item->other_side < 0 ? NULL : item_frame(item, (size_t)item->other_side);
	return f && f->file && f->line > 0 ? f : NULL;
}

/* The other side is number 1, which the message links to. */
static void
put_related_locations(struct sarif *s, const struct item *item)
{
	const struct finding *f = item->finding;
	struct json *j = &s->json;
	int id = 0;
	jsonw_key(j, "relatedLocations");
	jsonw_array(j);
	put_related(s, item, &id, other_frame(item), true, item->other);
	for (size_t i = 0; i < f->access_count; i++) {
		const struct frame *frame = item_frame(item, i);
		if ((int)i != item->side && (int)i != item->other_side && frame && frame->file) {
			put_related(s, item, &id, frame, true,
				item_side_words(&s->arena, s->items, item, i));
		}
	}
	put_births(s, item, &id, "is created here", f->threads, f->thread_count);
	put_related(s, item, &id, sarif_local_frame(s, item, &f->location.allocation), false,
		"the memory is allocated here");
	put_births(s, item, &id, "is made or first used here", f->locks, f->lock_count);
	jsonw_end(j);
}

static void
put_result_message(struct sarif *s, const struct item *item)
{
	const char *after = item->where ? arena_printf(&s->arena, " (%s)", item->where) : "";
	if (item->other && other_frame(item)) {
		const char *before = arena_printf(&s->arena, "%s%s", item->says, item->joint);
		sarif_message_link(s, before, item->other, 1, after);
	} else {
		sarif_message(s, "message", item->message);
	}
}

static int
index_of(const char *rule, const char *const *rules, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(rules[i], rule) == 0) {
			return (int)i;
		}
	}
	return -1;
}

static void
put_result(struct sarif *s, const struct item *item, int rule)
{
	struct json *j = &s->json;
	jsonw_object(j);
	sarif_put(j, "ruleId", item->rule);
	sarif_put_int(j, "ruleIndex", rule);
	sarif_put(j, "level", level_names[item->level]);
	put_result_message(s, item);
	put_location(s, item);
	put_fingerprints(s, item);
	if (item->explanation && item->explanation->count > 0) {
		sarif_put_int(j, "occurrenceCount", item->explanation->count);
	}
	if (item->finding) {
		put_related_locations(s, item);
	}
	if (item->finding && !s->brief) {
		sarif_flows(s, item);
		sarif_stacks(s, item);
	}
	put_suppressions(s, item);
	jsonw_end(j);
}

size_t
sarif_results(struct sarif *s, enum detector d, const char *const *rules, size_t rule_count)
{
	size_t count = 0;
	jsonw_array(&s->json);
	for (size_t i = 0; i < s->items->count; i++) {
		const struct item *item = &s->items->items[i];
		if (item->detector != d || item->broke || ++count > RESULTS_MAX) {
			continue;
		}
		s->brief = s->json.out->len > DETAIL_MAX;
		put_result(s, item, index_of(item->rule, rules, rule_count));
		arena_free(&s->arena);
	}
	jsonw_end(&s->json);
	return count > RESULTS_MAX ? count - RESULTS_MAX : 0;
}
