// SPDX-License-Identifier: MIT
/* What the two makers of items share.  Private to report/. */
#ifndef HAZARD_ITEM_MAKE_H
#define HAZARD_ITEM_MAKE_H

#include "item.h"

struct arena;

/*
 * Sets side, other_side, file, line and column.  The first side is the first in the order of files and lines, whichever
 * the tool named first, so that an alert stays where it is.  `otherwise` is the file where no side has a place.
 */
void item_place(
	struct arena *a, const struct items *items, struct item *item, const char *otherwise);

/* Sets the id: of the program's name (not of its folder), the detector and `key`. */
void item_identify(struct item *item, const char *key);

/* Sets `message` of its parts. */
void item_join(struct arena *a, struct item *item);

/* Makes ids that came twice (one program copied into two folders) different. */
void items_tell_apart(struct items *items);

#endif
