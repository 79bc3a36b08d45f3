// SPDX-License-Identifier: MIT
/* A failure in the model's terms: kind, sides, location, locks; symbolised. */
#ifndef HAZARD_FINDING_BUILD_H
#define HAZARD_FINDING_BUILD_H

#include "explorer.h"

/* Sets f->finding from f->raw; not located and without a fingerprint yet.  In `a`. */
void finding_build(struct arena *a, const struct symbols *s, struct explore_failure *f);

/* What is wrong, in words: "deadlock", "data race", "assertion failed". */
const char *finding_words(enum proto_class class);

#endif
