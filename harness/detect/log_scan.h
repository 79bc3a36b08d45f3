// SPDX-License-Identifier: MIT
/* Finds, fast, the lines of a log in which a report can begin. */
#ifndef HAZARD_LOG_SCAN_H
#define HAZARD_LOG_SCAN_H

#include <stdbool.h>
#include <stddef.h>

enum { SCAN_ANCHORS = 3 };

/* Offsets are of the whole log.  Zeroed: nothing searched yet. */
struct log_scan {
	struct {
		size_t done; /* searched up to here; where `found`, that is where it begins */
		bool found;
	} anchors[SCAN_ANCHORS];
};

/*
 * The first anchor in the log's bytes [from, end), of which [base, end) are at data[0]; SIZE_MAX: there is none (what
 * only begins before the end does not count).  An anchor is "Sanitizer: ", "==" with a digit, or one of the elements in
 * which Valgrind's XML has errors.  From call to call `from` and `end` don't go down.
 */
size_t log_scan_next(struct log_scan *scan, const char *data, size_t base, size_t from, size_t end);

/* Newlines in s[0..len). */
size_t log_scan_lines(const char *s, size_t len);

#endif
