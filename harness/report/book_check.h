// SPDX-License-Identifier: MIT
/* For tests only: whether text is HTML as the book writes it. */
#ifndef HAZARD_BOOK_CHECK_H
#define HAZARD_BOOK_CHECK_H

#include <stddef.h>

/*
 * NULL where the page is well-formed UTF-8 without control characters, and nothing but elements that the book has, properly nested,
 * with quoted attributes that the book has; no address runs anything.  Else what is wrong, and from where on.
 */
const char *book_check(const char *s, size_t len);

#endif
