// SPDX-License-Identifier: MIT
/* What Helgrind's and DRD's sentences stand for: the <kind> that the same error has in XML. */
#ifndef HAZARD_VALGRIND_WORDS_H
#define HAZARD_VALGRIND_WORDS_H

#include "kind.h"
#include "span.h"

/* "Race" of "Possible data race during …", and whose it is; NULL: no sentence with which an error begins. */
const char *valgrind_words_kind(struct span sentence, enum detector *d);

/* The kind of DRD's errors that are told by nothing but being one. */
const char *valgrind_words_generic(void);

#endif
