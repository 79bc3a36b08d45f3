// SPDX-License-Identifier: MIT
/* Annotations of GitHub Actions: workflow commands, one line each. */
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "item.h"
#include "report.h"
#include "report_items.h"

enum { SHOWN = 10, TITLE_MAX = 120 };

static const char *const commands[ITEM_LEVELS] = {
	[ITEM_NOTE] = "notice",
	[ITEM_WARNING] = "warning",
	[ITEM_ERROR] = "error",
};

/* Percent signs and line ends are encoded; in a property colons and commas too, which end it. */
static void
add_escaped(struct buf *out, const char *text, bool property)
{
	for (; *text; text++) {
		if (strchr("%\r\n", *text) || (property && strchr(":,", *text))) {
			buf_addf(out, "%%%02X", (unsigned char)*text);
		} else {
			buf_addc(out, *text);
		}
	}
}

static void
add_property(struct buf *out, const char *name, const char *value)
{
	buf_addf(out, ",%s=", name);
	add_escaped(out, value, true);
}

static void
add_annotation(struct buf *out, struct arena *a, const struct item *item)
{
	const char *title = arena_printf(
		a, "%s: %s", detector_title(item->detector), item_rule_text(item->rule)->title);
	buf_addf(out, "::%s file=", commands[item->level]);
	add_escaped(out, item_text(a, item->file, ITEM_PATH), true);
	buf_addf(out, ",line=%d", item->line);
	if (item->column > 0) {
		buf_addf(out, ",col=%d", item->column);
	}
	add_property(out, "title", item_text(a, title, TITLE_MAX));
	buf_adds(out, "::");
	add_escaped(out, item->message, false);
	buf_addc(out, '\n');
}

void
report_items_github(struct buf *out, const struct items *items)
{
	static const char *const names[ITEM_LEVELS] = {"notice", "warning", "error"};
	struct arena a = {0};
	size_t counts[ITEM_LEVELS] = {0};
	for (size_t i = 0; i < items->count; i++) {
		const struct item *item = &items->items[i];
		if (!item->stated && ++counts[item->level] <= SHOWN) {
			add_annotation(out, &a, item);
		}
	}
	for (int level = ITEM_ERROR; level >= ITEM_NOTE; level--) {
		if (counts[level] > SHOWN) {
			size_t more = counts[level] - SHOWN;
			buf_addf(out,
				"hazard: %zu more %s%s without an annotation (GitHub shows %d of a "
				"level): "
				"see the other reports\n",
				more, names[level], more == 1 ? "" : "s", SHOWN);
		}
	}
	arena_free(&a);
}

bool
report_github(const struct result *result, struct buf *out, const struct report_options *options)
{
	(void)options;
	struct arena a = {0};
	struct items items = items_of_result(&a, result);
	report_items_github(out, &items);
	arena_free(&a);
	return true;
}
