// SPDX-License-Identifier: MIT
/*
 * Reads the XML of Helgrind and DRD: docs/internals/xml-output-protocol4.txt in Valgrind's source,
 * and what the two tools add to it (helgrind/hg_errors.c, drd/drd_error.c).
 */
#ifndef HAZARD_VALGRIND_H
#define HAZARD_VALGRIND_H

#include <stdbool.h>
#include <stddef.h>

#include "finding.h"

struct arena;

enum { VALGRIND_MOST_BYTES = 64 * 1024 * 1024 };

/* What one or more documents said. */
struct valgrind_log {
	struct findings
		findings; /* kinds may be KIND_UNKNOWN; neither located nor fingerprinted yet */

	int documents;      /* that began */
	int running;        /* that said RUNNING: the program really was started */
	int finished;       /* that said FINISHED */
	int broken;         /* that were cut or not well-formed; their complete errors are kept */
	const char *reason; /* why the last broken one is; NULL: none is */

	bool helgrind, drd;     /* a document of that tool was there */
	const char *other_tool; /* a tool that is neither; NULL: none */
	const char *version;    /* "3.19.0"; NULL: not said */

	size_t occurrences; /* of all errors together, as the tool counted them at its end (also
			       suppressed repeats) */

	/* A signal killed the program: "SIGSEGV: Access not within mapped region"; NULL: none did.
	 */
	const char *fatal_signal;
	int fatal_number; /* 11 */
	struct stack fatal_stack;
};

/*
 * Adds what text[0..len) says to `log` (zeroed before the first file).  It may hold several
 * documents one after the other.  All but finding.text (which points into `text`: the <error>
 * element) lives in `arena`.
 *
 * A document that is cut keeps its complete errors.  One with a DOCTYPE is refused from there on
 * (Valgrind writes none, and it could declare entities), so is a text of more than
 * VALGRIND_MOST_BYTES, whole: both count as broken. Bytes that XML can't carry (a program's name or
 * argument in another encoding) read as '?'.
 */
void valgrind_parse(const char *text, size_t len, struct arena *arena, struct valgrind_log *log);

#endif
