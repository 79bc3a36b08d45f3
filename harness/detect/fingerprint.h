// SPDX-License-Identifier: MIT
/*
 * Fingerprints: the same bug has the same one from run to run, from edit to edit, and, as far as
 * the tools agree on what they see, from tool to tool.  "1:" and 32 hexadecimal digits; the number
 * is the version of these rules.
 *
 * Hashed are the finding's kind and the set of its sides (each once, in no order).  A side is the
 * function of its site, the text of that line of the program, and an ordinal: how many lines of the
 * same text stand before it in the same outermost braces.  Comments and blanks that separate
 * nothing don't count; there are no line numbers, files, addresses, pids, operations or threads in
 * it.  A side without a site, in a finding that has one, is its innermost named function; one
 * without frames is left out.
 *
 * Where no side has a site: the kind, the tool's words (numbers masked), and of each side the three
 * innermost functions whose names don't begin with "__".
 */
#ifndef HAZARD_FINGERPRINT_H
#define HAZARD_FINGERPRINT_H

#include <stddef.h>

#include "finding.h"

struct arena;

struct source_line {
	const char *text; /* without comments and blanks that separate nothing; never NULL */
	int block;        /* which outermost pair of braces it is in, or which one it follows */
};

/* A program's text, ready to be asked for its lines. */
struct source {
	struct source_line *lines; /* line n is lines[n-1] */
	size_t count;
};

/* Reads C (and what of C++ looks like it) from text[0..len), which is no longer needed then; all
 * lives in `arena`. */
struct source source_read(struct arena *arena, const char *text, size_t len);

/* Sets f->fingerprint.  `f` is located already (finding_locate); `source` is its program's, or
 * NULL: not known. */
void finding_fingerprint(struct finding *f, const struct source *source);

/* Keeps the first finding of each fingerprint, in their order. */
void findings_dedupe(struct findings *findings);

/*
 * For a run's findings: locates each in `program` (borrowed as long as they live), fingerprints it,
 * removes duplicates.
 */
void findings_identify(struct findings *findings, const char *program, const struct source *source);

#endif
