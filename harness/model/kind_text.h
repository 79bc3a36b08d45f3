// SPDX-License-Identifier: MIT
/* What each kind of finding is, for rules, summaries and pages.  Plain text, no markup. */
#ifndef HAZARD_KIND_TEXT_H
#define HAZARD_KIND_TEXT_H

#include "kind.h"

struct kind_text {
	const char *title;  /* "Data race" */
	const char *about;  /* what it is: a sentence or two */
	const char *remedy; /* what is usually done about it */
};

/* Static, never NULL, for every kind. */
const struct kind_text *kind_text(enum kind k);

/* "ThreadSanitizer", "Helgrind", "DRD", "plain run", "explorer". */
const char *detector_title(enum detector d);

#endif
