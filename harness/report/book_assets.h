// SPDX-License-Identifier: MIT
/* book.css and book.js, made into C when hazard is built: their lines, ended by NULL.  Private to report/. */
#ifndef HAZARD_BOOK_ASSETS_H
#define HAZARD_BOOK_ASSETS_H

extern const char *const book_css[];
extern const char *const book_js[];

#endif
