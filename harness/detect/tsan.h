// SPDX-License-Identifier: MIT
/*
 * Reads what ThreadSanitizer's run-time prints (clang 14 to 19, gcc 12), as in
 * compiler-rt/lib/tsan/rtl/tsan_report.cpp and sanitizer_common/sanitizer_stacktrace_printer.cpp.
 */
#ifndef HAZARD_TSAN_H
#define HAZARD_TSAN_H

#include <stdbool.h>
#include <stddef.h>

#include "finding.h"

struct arena;

struct tsan_log {
	struct findings
		findings; /* kinds may be KIND_UNKNOWN; neither located nor fingerprinted yet */

	/*
	 * How many of the findings are cut: the text ended, or another report or the run-time's own
	 * failure began, before the report's SUMMARY or closing line.  A cut report is kept when
	 * its first side has at least one whole frame, with all that is whole in it; else it is
	 * dropped and not counted.
	 */
	size_t cut;

	/*
	 * The run-time gave up, in its own words: FATAL, CHECK failed, a crash inside it, an option
	 * or a file that it can't use.  NULL: it did not.  The first such line wins.
	 */
	const char *abort;
	/* `abort` is about this machine or the options given, not about the program: no program can
	 * be blamed. */
	bool abort_set_up;

	/*
	 * The program itself crashed ("ERROR: ThreadSanitizer: SEGV …").  The rule: the crash is
	 * the program's when its stack, from the innermost frame on and without frames of no name
	 * and without the access functions that the compiler puts before loads and stores (they
	 * fail on the address they are given), begins with a function that is not the run-time's
	 * own (__tsan…, __sanitizer…).  So a crash in strlen() is the program's.  A crash whose
	 * stack the run-time could not even print is the run-time's: `abort`.
	 */
	bool dead_signal;
	const char *signal;        /* "SEGV on unknown address 0x…"; NULL unless dead_signal */
	struct stack signal_stack; /* likewise */

	bool unsymbolized; /* the run-time said that it has no symbolizer: frames have no names */
};

/*
 * Adds what text[0..len) says to `log` (zeroed before the first file).  Lines of the program's own
 * between and around the reports, also glued to them, a constant prefix before every line of a
 * report (a CI's time stamps), colours and carriage returns are put up with.  All but finding.text,
 * which points into `text`, lives in `arena`. Never fails; linear in `len`.
 */
void tsan_parse(const char *text, size_t len, struct arena *arena, struct tsan_log *log);

#endif
