// SPDX-License-Identifier: MIT
/* A class's own page, cases/<class>/README.md: whether it names the cases that there are. */
#ifndef HAZARD_CLASS_PAGE_H
#define HAZARD_CLASS_PAGE_H

struct catalog;
struct problems;

/*
 * Adds, of each class that has a page, the cases that it doesn't link to as `](slug.c)`, and the links of that form to
 * what is no case, with their lines.  A class without a page has no problem: a catalogue of one's own needs none.
 */
void class_pages_check(const struct catalog *c, struct problems *out);

#endif
