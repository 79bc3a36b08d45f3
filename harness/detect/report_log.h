// SPDX-License-Identifier: MIT
/*
 * Finds the detectors' reports in what people have: any mix of ThreadSanitizer's output, Helgrind's and DRD's (text or
 * XML), in the log of a whole CI run, pasted, prefixed, coloured, wrapped or cut.  Streaming: memory is constant but for
 * the distinct reports, and those are bounded.
 *
 *   struct report_log *log = report_log_create(arena, found, data);
 *   while (…) report_log_feed(log, bytes, len);     any pieces: where they are cut makes no difference
 *   struct report_counts n = report_log_finish(log);
 */
#ifndef HAZARD_REPORT_LOG_H
#define HAZARD_REPORT_LOG_H

#include <stdbool.h>
#include <stddef.h>

#include "finding.h"

struct arena;
struct report_log;

/*
 * A distinct report.  Lives in the arena, so that `times` still grows after it was handed over.
 *
 * finding.text is the report's own lines, mended: without prefixes, colours, other output and wrapping, with the
 * indents that the tool prints; its fingerprint is that of a finding whose source is not at hand (not located).
 * Unlike that fingerprint, which two bugs of one function may share then, being distinct also takes the lines of code
 * into account that the report names.
 */
struct report {
	struct finding finding;
	size_t line;   /* of the log, from 1: where its text begins */
	size_t times;  /* 1 and each duplicate, but not what Valgrind's -s lists again at its end */
	bool cut;      /* it did not end as the tool ends it */
	bool headless; /* its first line is missing; its kind is taken from what is there */
	bool unsymbolized; /* no frame of any side has a line of code */
};

/* Called for each distinct report, in the order in which their ends stand in the log. */
typedef void report_found(void *data, struct report *report);

struct report_counts {
	size_t bytes, lines;
	size_t reports;    /* distinct ones */
	size_t duplicates; /* further ones of those */
	size_t cut; /* distinct ones that are cut; what is too short to tell anything is no report */
	size_t unsymbolized; /* distinct ones */
	size_t dropped;      /* distinct ones beyond the bound: not handed over */

	size_t others;     /* reports of other tools (AddressSanitizer, Memcheck …) */
	const char *other; /* the first of those tools; NULL: none */

	/* ThreadSanitizer gave up, and whether that is about the machine or its options (tsan.h); NULL: it did not. */
	const char *abort;
	bool abort_set_up;
	/* A detector saw the program end by a signal: "SEGV on unknown address 0x…", "signal 11 (SIGSEGV)"; NULL: none did. */
	const char *crash;
};

/* What is kept at most: further distinct reports are counted as dropped. */
enum { REPORT_LOG_MOST = 20000, REPORT_LOG_MOST_BYTES = 256 * 1024 * 1024 };

/* `arena` (borrowed) gets the reports. */
struct report_log *report_log_create(struct arena *arena, report_found *found, void *data);
void report_log_feed(struct report_log *log, const char *bytes, size_t len);

/* The end of the input: the last reports are handed over, and `log` is destroyed.  Strings are in the arena. */
struct report_counts report_log_finish(struct report_log *log);

#endif
