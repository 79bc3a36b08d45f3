// SPDX-License-Identifier: MIT
/* What a search proves, and the sentence that says no more than that. */
#ifndef HAZARD_VERDICT_WORDS_H
#define HAZARD_VERDICT_WORDS_H

#include "explorer.h"

/* Sets report->verdict and report->sentence from everything else in it. */
void verdict_decide(struct explore_report *report);

#endif
