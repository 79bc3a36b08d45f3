// SPDX-License-Identifier: MIT
/* GitLab's code quality report (docs.gitlab.com/ci/testing/code_quality): an array, a fingerprint once. */
#include "arena.h"
#include "buf.h"
#include "item.h"
#include "json.h"
#include "report.h"
#include "report_items.h"

static const char *const severities[ITEM_LEVELS] = {
	[ITEM_NOTE] = "info",
	[ITEM_WARNING] = "minor",
	[ITEM_ERROR] = "critical",
};

static void
put(struct json *j, const char *key, const char *value)
{
	jsonw_key(j, key);
	jsonw_string(j, value);
}

static void
put_item(struct json *j, const struct item *item)
{
	jsonw_object(j);
	put(j, "description", item->message);
	put(j, "check_name", item->rule);
	put(j, "fingerprint", item->id);
	put(j, "severity", severities[item->level]);
	jsonw_key(j, "location");
	jsonw_object(j);
	put(j, "path", item->file);
	jsonw_key(j, "lines");
	jsonw_object(j);
	jsonw_key(j, "begin");
	jsonw_int(j, item->line);
	jsonw_end(j);
	jsonw_end(j);
	jsonw_end(j);
}

void
report_items_gitlab(struct buf *out, const struct items *items)
{
	struct json j;
	jsonw_init(&j, out);
	jsonw_array(&j);
	for (size_t i = 0; i < items->count; i++) {
		if (!items->items[i].stated) {
			put_item(&j, &items->items[i]);
		}
	}
	jsonw_end(&j);
}

bool
report_gitlab(const struct result *result, struct buf *out, const struct report_options *options)
{
	(void)options;
	struct arena a = {0};
	struct items items = items_of_result(&a, result);
	report_items_gitlab(out, &items);
	arena_free(&a);
	return true;
}
