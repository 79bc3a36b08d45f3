// SPDX-License-Identifier: MIT
/* Names for frames that have none, by llvm-symbolizer. */
#ifndef HAZARD_EXPLAIN_BINARY_H
#define HAZARD_EXPLAIN_BINARY_H

#include <stdbool.h>

struct arena;
struct explain_input;

/*
 * Reads again those of the findings whose text has frames of `binary` (by its name) without a line of code, with what
 * the symbolizer says of them.  False: it can't be asked (said); they stay as they are.
 */
bool explain_binary_names(struct explain_input *in, struct arena *a, const char *binary);

#endif
