// SPDX-License-Identifier: MIT
/* What a program claims of the detectors, in plain words. */
#ifndef HAZARD_CLAIM_WORDS_H
#define HAZARD_CLAIM_WORDS_H

#include "kind.h"

struct buf;
struct claim;
struct program;

/* Adds "reports a data race at `hits` (line 33) in at least 90% of the runs". */
void claim_words(struct buf *out, const struct program *p, const struct claim *c);

/*
 * Adds all that the program says of the detector, a sentence a line, or nothing where it says
 * nothing; false then.
 */
bool claim_detector_said(struct buf *out, const struct program *p, enum detector d);

#endif
