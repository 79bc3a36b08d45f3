// SPDX-License-Identifier: MIT
/* SARIF (report_items.h) in its parts.  Private to report/. */
#ifndef HAZARD_REPORT_SARIF_H
#define HAZARD_REPORT_SARIF_H

#include <stdbool.h>

#include "arena.h"
#include "item.h"
#include "json.h"

/* The file in the making. */
struct sarif {
	struct json json;
	struct arena arena; /* until the item at hand is written */
	const struct items *items;
	bool brief; /* it has grown large: stacks and flows are left out from here on */
};

/* Members of an object. */
void sarif_put(struct json *j, const char *key, const char *value);
void sarif_put_int(struct json *j, const char *key, int value);

/* A message of plain text, as the member `key`; text and link are escaped as messages need it (3.11). */
void sarif_message(struct sarif *s, const char *key, const char *text);

/* The same with a link to the related location `id` in its middle: before, link, after. */
void sarif_message_link(
	struct sarif *s, const char *before, const char *link, int id, const char *after);

/* The member physicalLocation.  `line` 0: of the file as a whole. */
void sarif_place(struct sarif *s, const struct item *item, const char *path, int line, int column);

/* A frame's members of a location: place (of local files only, unless `always`), function. */
void sarif_frame(struct sarif *s, const struct item *item, const struct frame *f, bool always);

/* The innermost frame whose file is below the root; NULL: there is none. */
const struct frame *sarif_local_frame(
	struct sarif *s, const struct item *item, const struct stack *stack);

/* Members of a result, where the item has them: codeFlows, stacks. */
void sarif_flows(struct sarif *s, const struct item *item);
void sarif_stacks(struct sarif *s, const struct item *item);

/* The results of one detector, as the value that is due.  Returns how many more there are than a run may have. */
size_t sarif_results(struct sarif *s, enum detector d, const char *const *rules, size_t rule_count);

#endif
