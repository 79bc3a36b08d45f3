// SPDX-License-Identifier: MIT
/* For tests only: books.  They live as long as the test. */
#ifndef HAZARD_BOOK_FIXTURE_H
#define HAZARD_BOOK_FIXTURE_H

#include <stddef.h>

#include "book.h"

/* A case with a program, a report that is explained, an interleaving, a fix and its difference; and a case with nothing of that. */
struct book book_fixture_small(void);

/* `text` in every field there is. */
struct book book_fixture_hostile(const char *text, size_t len);

#endif
