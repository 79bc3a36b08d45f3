// SPDX-License-Identifier: MIT
/* Messages for the person in front of the terminal.  All go to stderr, one line each, escaped. */
#ifndef HAZARD_DIAG_H
#define HAZARD_DIAG_H

/*
 * "hazard: MESSAGE".  A message that ends in ':' gets the text of errno, as in diag("open %s:", path).
 */
__attribute__((format(printf, 1, 2))) void diag(const char *format, ...);

/* "FILE:LINE: MESSAGE"; line 0 leaves the line out.  For mistakes in somebody's input. */
__attribute__((format(printf, 3, 4))) void diag_at(
	const char *file, int line, const char *format, ...);

#endif
